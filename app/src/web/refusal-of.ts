/** What a refused form shows; the type of forms that can also succeed is too wide to tell them apart. */
export type ShownRefusal = {
  message: string;
  fields: { field: string; message: string }[];
  values: Record<string, string | string[]>;
};

export function refusalOf(form: object | null | undefined): ShownRefusal | undefined {
  return form && 'fields' in form && 'message' in form && form.message !== undefined
    ? (form as ShownRefusal)
    : undefined;
}
