// Reads the TypeScript type of every property of every entity: TypeORM's metadata does not hold it.
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import ts from 'typescript';

export interface PropertyType {
  /** As the compiler writes it without `null`, for example `Date` or `"pc" | "mobile"`. */
  readonly text: string;
  /** `null`: the type says nothing, it is `unknown`. */
  readonly nullable: boolean | null;
  /** The texts of a union of literals; `null`: the type is something else. */
  readonly texts: readonly string[] | null;
}

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** By `Class.property`. */
export function readPropertyTypes(): ReadonlyMap<string, PropertyType> {
  const program = ts.createProgram([join(ROOT, 'src/database/entities.ts')], { ...compilerOptions(), types: [] });
  const checker = program.getTypeChecker();
  const entityFiles = program.getSourceFiles().filter(({ fileName }) => fileName.endsWith('.entity.ts'));
  const properties = entityFiles.flatMap((file) => file.statements.filter(ts.isClassDeclaration).flatMap(propertiesOf));
  return new Map(properties.map(([name, property]) => [name, typeOf(checker, property)]));
}

function compilerOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as {
    config: unknown;
  };
  return ts.convertCompilerOptionsFromJson((config as { compilerOptions: unknown }).compilerOptions, ROOT).options;
}

function propertiesOf(declaration: ts.ClassDeclaration): [string, ts.PropertyDeclaration][] {
  const name = declaration.name?.text ?? '';
  return declaration.members
    .filter(ts.isPropertyDeclaration)
    .map((property) => [`${name}.${property.name.getText()}`, property]);
}

function typeOf(checker: ts.TypeChecker, property: ts.PropertyDeclaration): PropertyType {
  const type = checker.getTypeAtLocation(property);
  const stated = checker.getNonNullableType(type);
  const parts = stated.isUnion() ? stated.types : [stated];
  return {
    text: checker.typeToString(stated, undefined, ts.TypeFormatFlags.NoTruncation),
    nullable: (type.flags & ts.TypeFlags.Unknown) === 0 ? stated !== type : null,
    texts: parts.every((part) => part.isStringLiteral()) ? parts.map(({ value }) => value) : null,
  };
}
