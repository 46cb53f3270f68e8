import * as Account from "@aws-sdk/client-account";
import * as Config from "@aws-sdk/client-config-service";
import * as Organizations from "@aws-sdk/client-organizations";
import * as S3 from "@aws-sdk/client-s3";
import * as S3Control from "@aws-sdk/client-s3-control";
import * as Sts from "@aws-sdk/client-sts";
import { loadService } from "./model";

/** Every service modelled here, with all the operations its client knows. One without a handler answers 501. */
export const services = [
  loadService({
    id: "S3",
    signingName: "s3",
    protocol: "restXml",
    xmlns: "http://s3.amazonaws.com/doc/2006-03-01/",
    module: S3,
  }),
  loadService({
    id: "S3Control",
    signingName: "s3",
    protocol: "restXml",
    xmlns: "http://awss3control.amazonaws.com/doc/2018-08-20/",
    module: S3Control,
  }),
  loadService({ id: "Organizations", signingName: "organizations", protocol: "awsJson1_1", module: Organizations }),
  loadService({ id: "Config", signingName: "config", protocol: "awsJson1_1", module: Config }),
  loadService({
    id: "STS",
    signingName: "sts",
    protocol: "awsQuery",
    xmlns: "https://sts.amazonaws.com/doc/2011-06-15/",
    module: Sts,
  }),
  loadService({ id: "Account", signingName: "account", protocol: "restJson1", module: Account }),
];
