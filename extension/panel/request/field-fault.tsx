import { Icon } from "../../../shared/ui/icon.tsx";
import type { Field, Request } from "./state.ts";

/** What ties a field to its fault, for those who cannot see where it stands. */
export function faultOf(field: Field, request: Request) {
  const isWrong = Boolean(request.errors.value[field]);
  return { "aria-required": true, "aria-invalid": isWrong, "aria-describedby": isWrong ? `${field}-fault` : undefined };
}

export function FieldFault({ field, request }: { field: Field; request: Request }) {
  const fault = request.errors.value[field];
  if (!fault) return null;
  return (
    <p class="error" id={`${field}-fault`}>
      <Icon name="alert" />
      {fault}
    </p>
  );
}
