// Bytes and text in the letters that an address may carry unescaped.

export function bytesToBase64Url(bytes) {
  let letters = '';
  for (let at = 0; at < bytes.length; at += 0x8000) letters += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

export function bytesFromBase64Url(text) {
  const letters = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
}

export const textToBase64Url = (text) => bytesToBase64Url(new TextEncoder().encode(text));
export const textFromBase64Url = (text) => new TextDecoder('utf-8', { fatal: true }).decode(bytesFromBase64Url(text));
