import { formatCount } from "@/components/format/format-count";
import { Table } from "@/components/ui/table";
import {
  type PublicAccessBlock,
  publicAccessBlockNames,
  publicAccessBlockSettings,
} from "@/lib/model/facts/public-access-block";
import { type Levels, levelWords } from "./level-words";
import styles from "./setting-table.module.css";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html */
const does: Readonly<Record<keyof PublicAccessBlock, string>> = {
  blockPublicAcls: "refuses new public grants",
  ignorePublicAcls: "ignores the grants there are",
  blockPublicPolicy: "refuses new public policies",
  restrictPublicBuckets: "narrows the public policies there are",
};

/** Each of the four settings at each level: on, of those that could be read. */
export function SettingTable({ levels }: { levels: Levels }) {
  return (
    <Table label="Each setting, by level" stacked>
      <thead>
        <tr>
          <th scope="col">Setting</th>
          {levelWords.map(({ level, name }) => (
            <th key={level} scope="col" className="num">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {publicAccessBlockSettings.map((setting) => (
          <tr key={setting}>
            <th scope="row" className={styles.setting}>
              <code>{publicAccessBlockNames[setting]}</code>
              <small>{does[setting]}</small>
            </th>
            {levelWords.map(({ level, name }) => {
              const { on, off } = levels[level].settings[setting];
              return (
                <td key={level} className="num nowrap" data-label={name}>
                  {on + off === 0 ? (
                    <span className="quiet">none read</span>
                  ) : (
                    <>
                      <span className="strong">{formatCount(on)}</span>
                      <span className="quiet"> of {formatCount(on + off)}</span>
                    </>
                  )}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
