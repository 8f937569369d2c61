import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/**
 * A passkey in software, as a phone would hold it: it answers challenges in the form of the WebAuthn standard (level 3,
 * sections 6.1 and 6.5), so that the server is tested without a browser. Every flaw that a test needs can be asked for.
 */
export type SoftPasskey = {
  id: string;
  /** How often it says that it was used; 0 for ever when `counts` is false. */
  signCount: number;
  register(challenge: Challenge, flaws?: Flaws): object;
  answer(challenge: Challenge, flaws?: Flaws): object;
};

type Challenge = { id: string; options: Record<string, unknown> };
type Flaws = { origin?: string; host?: string; unverified?: boolean; userHandle?: string };

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const KEY_INCLUDED = 0x40;

export function softPasskey(origin: string, { counts = true } = {}): SoftPasskey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(16);
  let userHandle = '';
  const passkey: SoftPasskey = {
    id: id.toString('base64url'),
    signCount: 0,
    register: ({ options }, flaws = {}) => {
      userHandle = (options.user as { id: string }).id;
      const data = Buffer.concat([
        header(flaws, origin, KEY_INCLUDED, passkey.signCount),
        Buffer.alloc(16),
        Buffer.from([0, id.length]),
        id,
        coseKey(publicKey),
      ]);
      const attestationObject = Buffer.concat([
        Buffer.from([0xa3]),
        text('fmt'),
        text('none'),
        text('attStmt'),
        Buffer.from([0xa0]),
        text('authData'),
        bytes(data),
      ]);
      return credential(id, {
        clientDataJSON: clientData('webauthn.create', options, flaws.origin ?? origin),
        attestationObject: attestationObject.toString('base64url'),
        transports: ['internal'],
      });
    },
    answer: ({ options }, flaws = {}) => {
      if (counts) passkey.signCount += 1;
      const data = header(flaws, origin, 0, passkey.signCount);
      const client = clientData('webauthn.get', options, flaws.origin ?? origin);
      const signed = Buffer.concat([data, sha256(Buffer.from(client, 'base64url'))]);
      return credential(id, {
        clientDataJSON: client,
        authenticatorData: data.toString('base64url'),
        signature: sign('sha256', signed, privateKey).toString('base64url'),
        userHandle: flaws.userHandle ?? userHandle,
      });
    },
  };
  return passkey;
}

function credential(id: Buffer, response: object): object {
  const coded = id.toString('base64url');
  return { id: coded, rawId: coded, type: 'public-key', response };
}

function clientData(type: string, options: Record<string, unknown>, origin: string): string {
  const { challenge } = options;
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false })).toString(
    'base64url',
  );
}

function header(flaws: Flaws, origin: string, more: number, signCount: number): Buffer {
  const flags = USER_PRESENT | (flaws.unverified ? 0 : USER_VERIFIED) | more;
  const count = Buffer.alloc(4);
  count.writeUInt32BE(signCount);
  const host = flaws.host ?? new URL(origin).hostname;
  return Buffer.concat([sha256(Buffer.from(host)), Buffer.from([flags]), count]);
}

/** The public key as COSE writes it: EC2, ES256, P-256, x, y (RFC 9053). */
function coseKey(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  return Buffer.concat([
    Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]),
    bytes(Buffer.from(x, 'base64url')),
    Buffer.from([0x22]),
    bytes(Buffer.from(y, 'base64url')),
  ]);
}

/** CBOR (RFC 8949): a text of less than 24 letters, and bytes of less than 65536. */
function text(value: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 + value.length]), Buffer.from(value)]);
}

function bytes(value: Buffer): Buffer {
  const size =
    value.length < 256 ? [0x58, value.length] : [0x59, value.length >> 8, value.length & 0xff];
  return Buffer.concat([Buffer.from(size), value]);
}

function sha256(value: Buffer): Buffer {
  return createHash('sha256').update(value).digest();
}
