// Makes answers: instances of the classes that describe them in openapi.json, with every field given.
// Must never add or leave out a field.

/** The fields of a class that describes an answer. */
type FieldsOf<T> = { readonly [K in keyof T]: T[K] };

/** An answer of a kind. The compiler asks for every field that the class declares. */
export function documentOf<T extends object>(kind: new () => T, fields: FieldsOf<T>): T {
  return Object.assign(new kind(), fields);
}
