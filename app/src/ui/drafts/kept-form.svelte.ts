import { isTouched, keyHere } from './kept-here.ts';

export type KeptFields = Record<string, string>;
/** What the server has kept of a form. */
export type ServerDraft = { fields: KeptFields; version: number; keptAt: string };
type LocalDraft = { fields: KeptFields; at: string; version: number };

/** Told to a form when what was kept has been put into it. */
export const FILLED = 'kept-filled';

const LOCAL_MS = 300;
const SERVER_MS = 1_500;

/** Keeps what a form holds: at once on this device, and a little later on the server for whoever is signed in. */
export class KeptForm {
  /** When what the form shows now was typed, if it was put back. */
  offered = $state<string>();
  keptAt = $state<string>();
  keptHere = $state(false);
  /** What another window has kept meanwhile. */
  other = $state<ServerDraft>();

  #form: HTMLFormElement;
  #subject: string;
  #person: string | undefined;
  #typedAt = '';
  #version = 0;
  #timers: ReturnType<typeof setTimeout>[] = [];

  constructor(form: HTMLFormElement, of: { subject: string; person: string | undefined }) {
    this.#form = form;
    this.#subject = of.subject;
    this.#person = of.person;
  }

  /**
   * Puts back what is newer than what the page brought; a form that was just refused keeps what it shows, and so does one in
   * which somebody typed before its script came.
   */
  start(server: ServerDraft | null, refused: boolean): void {
    this.#version = server?.version ?? 0;
    if (isTouched(this.#form)) return;
    const local = this.#readLocal();
    const newer = local && (!server || local.at > server.keptAt) && !this.#holds(local.fields);
    if (refused) return;
    if (newer) {
      this.#fill(local.fields);
      this.offered = local.at;
      this.#keepOnServer();
    } else if (server) this.offered = server.keptAt;
  }

  typed(at: string): void {
    this.#typedAt = at;
    this.#stopTimers();
    this.#timers = [
      setTimeout(() => this.#keepHere(), LOCAL_MS),
      setTimeout(() => this.#keepOnServer(), SERVER_MS),
    ];
  }

  /** The form was taken: nothing of it is to be offered again. */
  sent(): void {
    this.#stopTimers();
    this.offered = undefined;
    this.keptAt = undefined;
    this.keptHere = false;
    this.#version = 0;
    forget(this.#key);
  }

  /** Away with it, here and on the server; the form shows what it showed before anything was typed. */
  async discard(base: KeptFields): Promise<void> {
    this.sent();
    this.#fill({ ...Object.fromEntries(this.#names().map((name) => [name, ''])), ...base });
    if (this.#person) await this.#call('DELETE').catch(() => undefined);
  }

  takeOther(): void {
    if (!this.other) return;
    this.#fill(this.other.fields);
    this.#version = this.other.version;
    this.offered = this.other.keptAt;
    this.other = undefined;
  }

  keepMine(): void {
    this.#version = this.other?.version ?? 0;
    this.other = undefined;
    this.#keepOnServer();
  }

  leave(): void {
    if (this.#timers.length > 0) this.#keepHere();
    this.#stopTimers();
  }

  get #key(): string {
    return keyHere(this.#subject, this.#person);
  }

  #names(): string[] {
    return Object.keys(this.#fields());
  }

  #fields(): KeptFields {
    return Object.fromEntries(
      [...new FormData(this.#form)].flatMap(([name, value]) =>
        typeof value === 'string' && !name.startsWith('_') ? [[name, value] as const] : [],
      ),
    );
  }

  #holds(fields: KeptFields): boolean {
    const now = this.#fields();
    return Object.entries(fields).every(([name, value]) => (now[name] ?? '') === value);
  }

  #fill(fields: KeptFields): void {
    for (const [name, value] of Object.entries(fields)) {
      const part = this.#form.elements.namedItem(name);
      if (part instanceof HTMLTextAreaElement || part instanceof HTMLSelectElement)
        part.value = value;
      else if (part instanceof HTMLInputElement && part.type !== 'file') part.value = value;
    }
    this.#form.dispatchEvent(new CustomEvent(FILLED));
  }

  #keepHere(): void {
    const kept: LocalDraft = {
      fields: this.#fields(),
      at: this.#typedAt,
      version: this.#version,
    };
    this.keptHere = remember(this.#key, JSON.stringify(kept));
  }

  #readLocal(): LocalDraft | undefined {
    try {
      const kept = localStorage.getItem(this.#key);
      return kept ? (JSON.parse(kept) as LocalDraft) : undefined;
    } catch {
      return undefined;
    }
  }

  #keepOnServer(): void {
    this.#timers = [];
    if (!this.#person) return;
    void this.#call('PUT', { fields: this.#fields(), version: this.#version })
      .then(async (answer) => {
        if (answer.status === 409) return this.#meetOther();
        if (!answer.ok) return;
        const kept = (await answer.json()) as ServerDraft;
        this.#version = kept.version;
        this.keptAt = kept.keptAt;
      })
      // Without a connection it is kept here; the next letter tries again.
      .catch(() => undefined);
  }

  async #meetOther(): Promise<void> {
    const answer = await this.#call('GET');
    const { draft } = (await answer.json()) as { draft: ServerDraft | null };
    if (draft && !this.#holds(draft.fields)) this.other = draft;
    else this.#version = draft?.version ?? 0;
  }

  #call(method: string, body?: object): Promise<Response> {
    return fetch(`/api/v1/me/drafts/${encodeURIComponent(this.#subject)}`, {
      method,
      ...(body
        ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
        : {}),
    });
  }

  #stopTimers(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers = [];
  }
}

/** Private windows and full devices refuse; what is on the server is kept all the same. */
function remember(key: string, text: string): boolean {
  try {
    localStorage.setItem(key, text);
    return true;
  } catch {
    return false;
  }
}

function forget(key: string): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // It was never kept here.
  }
}
