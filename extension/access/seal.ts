import { armor, Encrypter } from "age-encryption";

/** Encrypts a text for an age recipient, in this page: armored age text. */
export async function seal(key: string, text: string): Promise<string> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(key);
  return armor.encode(await encrypter.encrypt(text));
}
