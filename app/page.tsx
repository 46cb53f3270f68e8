import { redirect } from "next/navigation";

/** The address people are given leads to the overview. */
export default function Home() {
  redirect("/overview");
}
