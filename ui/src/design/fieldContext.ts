import { createContext, useContext } from 'react';

/** What a Field tells the control inside it. */
export interface FieldWiring {
  controlId: string;
  describedBy: string | undefined;
  isInvalid: boolean;
}

export const FieldContext = createContext<FieldWiring | null>(null);

/** The id and ARIA attributes a control takes from the Field around it, if there is one. */
export function useFieldWiring(): { id?: string; 'aria-describedby'?: string; 'aria-invalid'?: true } {
  const wiring = useContext(FieldContext);
  if (!wiring) return {};
  return {
    id: wiring.controlId,
    ...(wiring.describedBy && { 'aria-describedby': wiring.describedBy }),
    ...(wiring.isInvalid && { 'aria-invalid': true as const }),
  };
}
