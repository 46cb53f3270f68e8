import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { findCurrentActor } from "@/app/_session/current-actor";
import type { SearchParams } from "@/app/_session/page-scope";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Logo } from "@/components/ui/logo";
import { mayUsePersonas } from "@/lib/services/people/sign-in-persona";
import { Harbour } from "./_components/harbour";
import { Personas } from "./_components/personas";
import styles from "./sign-in.module.css";

export const metadata: Metadata = { title: "Sign in" };

const failures: Readonly<Record<string, string>> = {
  signed_out: "That e-mail and password do not belong together.",
  unavailable: "Too many attempts. Wait a minute and try again.",
  reading: "The organization is still being read. Try again in a few seconds.",
  not_allowed: "Signing in without a password is possible on this machine, in the model world, only.",
};

export default async function SignInPage({ searchParams }: { searchParams: SearchParams }) {
  if (await findCurrentActor()) redirect("/overview");
  const { failed } = await searchParams;
  const failure = typeof failed === "string" ? failures[failed] : undefined;
  return (
    <div className={styles.page}>
      <main className={styles.main} id="main">
        <p className={styles.brand}>
          <Logo />
          Breakwater
        </p>
        <h1>See every bucket in the organization, and prove what you see.</h1>
        <p className={styles.lead}>
          A ship in harbour is safe, but that is not what ships are built for. A breakwater lets them sail.
        </p>
        {failure && (
          <p className={styles.failure} role="alert">
            {failure}
          </p>
        )}
        <form className={styles.form} method="post" action="/api/sign-in/password">
          <Field id="email" label="Work e-mail">
            <Input
              id="email"
              name="email"
              type="email"
              autoComplete="username"
              placeholder="name@company.example"
              required
            />
          </Field>
          <Field id="password" label="Password">
            <Input id="password" name="password" type="password" autoComplete="current-password" required />
          </Field>
          <Button kind="go" size="big" type="submit">
            Sign in
          </Button>
        </form>
        {mayUsePersonas(await headers()) && <Personas />}
      </main>
      <div className={styles.drawing}>
        <Harbour />
      </div>
    </div>
  );
}
