"use server";

import { action } from "@/app/_session/action";
import { Play, play } from "@/lib/services/model-organization/play";

export const playAction = action(Play, play);
