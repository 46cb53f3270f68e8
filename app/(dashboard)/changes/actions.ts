"use server";

import { action } from "@/app/_session/action";
import { ConfirmChange, confirmChange } from "@/lib/services/changes/confirm-change";
import { DropChange, dropChange } from "@/lib/services/changes/drop-change";
import { RequestPlan, requestPlan } from "@/lib/services/changes/request-plan";
import { RequestUndo, requestUndo } from "@/lib/services/changes/request-undo";

export const requestPlanAction = action(RequestPlan, requestPlan);
export const confirmChangeAction = action(ConfirmChange, confirmChange);
export const dropChangeAction = action(DropChange, dropChange);
export const requestUndoAction = action(RequestUndo, requestUndo);
