/** DOM ids of the fields that commands put the focus into. */
export const environmentFieldId = 'environment-field';
export const serviceFieldId = 'service-field';

/** Puts the focus into a field and opens its list, also when the focus is there already. */
export function openField(id: string): void {
  const field = document.getElementById(id);
  field?.focus();
  field?.click();
}
