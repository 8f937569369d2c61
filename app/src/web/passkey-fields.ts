/** What the script of a passkey form filled in; what is no JSON is left for the schema to refuse. */
export function passkeyFields(data: FormData): { challenge: unknown; answer: unknown } {
  return { challenge: data.get('challenge'), answer: parsed(data.get('answer')) };
}

function parsed(text: FormDataEntryValue | null): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}
