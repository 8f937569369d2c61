import { SaxesParser } from 'saxes';
import { MOST_DEPTH, UnreadableStatement } from './statement.ts';

/** An element without its prefix; `line` is where it begins. */
export interface XmlElement {
  readonly name: string;
  readonly namespace: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
  readonly line: number;
}

/**
 * The tree of an XML document. A document type is refused, so there is no entity to expand and nothing outside to fetch;
 * elements nest at most so deep. What is not well formed is refused with its line.
 */
export function readXml(text: string): XmlElement {
  const open: XmlElement[] = [];
  let root: XmlElement | undefined;
  const parser = new SaxesParser({ xmlns: true, position: true });
  parser.on('error', () => {
    throw new UnreadableStatement('not-xml', parser.line);
  });
  parser.on('doctype', () => {
    throw new UnreadableStatement('document-type', parser.line);
  });
  parser.on('opentag', (tag) => {
    if (open.length >= MOST_DEPTH) throw new UnreadableStatement('too-deep', parser.line);
    const attributes = Object.fromEntries(
      Object.values(tag.attributes).map(({ local, value }) => [local, value]),
    );
    const element = {
      name: tag.local,
      namespace: tag.uri,
      attributes,
      children: [],
      text: '',
      line: parser.line,
    };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  const add = (part: string) => {
    const element = open.at(-1);
    if (element) element.text += part;
  };
  parser.on('text', add);
  parser.on('cdata', add);
  parser.on('closetag', () => void open.pop());
  parser.write(text).close();
  if (!root) throw new UnreadableStatement('not-xml', 1);
  return root;
}

/** The children of an element that bear a name, in order; none where there is no element. */
export function childrenOf(element: XmlElement | undefined, name: string): XmlElement[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

/** The first element at a path such as `Refs/EndToEndId`. */
export function at(element: XmlElement | undefined, path: string): XmlElement | undefined {
  let found = element;
  for (const name of path.split('/')) found = found?.children.find((child) => child.name === name);
  return found;
}

/** The text at the first of some paths that has one, without blanks around it; ''. */
export function textAt(element: XmlElement | undefined, ...paths: string[]): string {
  for (const path of paths) {
    const text = at(element, path)?.text.trim();
    if (text) return text;
  }
  return '';
}
