// Compares what the entities state with what the database holds. One sentence for each difference.
import type { DataSource, EntityMetadata } from 'typeorm';
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js';
import type { Catalog, CatalogColumn } from './catalog.js';
import type { PropertyType } from './entity-sources.js';

/** What is in the database and deliberately not in an entity, with the reason. */
export interface LeftOut {
  readonly tables: Readonly<Record<string, string>>;
  /** By `table.column`. */
  readonly columns: Readonly<Record<string, string>>;
}

interface Sides {
  readonly driver: DataSource['driver'];
  readonly catalog: Catalog;
  readonly properties: ReadonlyMap<string, PropertyType>;
  readonly leftOut: LeftOut;
}

/** @param properties the TypeScript types, by `Class.property` */
export function differences(
  dataSource: DataSource,
  catalog: Catalog,
  properties: ReadonlyMap<string, PropertyType>,
  leftOut: LeftOut,
): string[] {
  const sides: Sides = { driver: dataSource.driver, catalog, properties, leftOut };
  const entities = dataSource.entityMetadatas;
  return [
    ...tableDifferences(entities, sides),
    ...entities
      .filter(({ tableName }) => catalog.tables.includes(tableName))
      .flatMap((entity) => [
        ...entity.columns.flatMap((column) => columnDifferences(entity, column, sides)),
        ...columnsWithoutProperty(entity, sides),
        ...keyDifferences(entity, catalog),
      ]),
    ...staleReasons(entities, sides),
  ];
}

function tableDifferences(entities: readonly EntityMetadata[], { catalog, leftOut }: Sides): string[] {
  const mapped = entities.map(({ tableName }) => tableName);
  return [
    ...mapped
      .filter((table) => !catalog.tables.includes(table))
      .map((table) => `${table}: an entity has this table, the database does not.`),
    ...catalog.tables
      .filter((table) => !mapped.includes(table) && !(table in leftOut.tables))
      .map((table) => `${table}: the database has this table, no entity does, and no reason for that is listed.`),
  ];
}

function columnDifferences(entity: EntityMetadata, column: ColumnMetadata, sides: Sides): string[] {
  const at = `${entity.tableName}.${column.databaseName}`;
  const held = sides.catalog.columns.find(
    ({ table, name }) => table === entity.tableName && name === column.databaseName,
  );
  if (!held) return [`${at}: the entity has this column, the database does not.`];
  const property = sides.properties.get(`${entity.name}.${column.propertyName}`);
  return [
    ...nameDifference(column),
    ...typeDifference(column, held, sides.driver),
    ...nullabilityDifference(column, held),
    ...defaultDifference(column, held, sides.driver),
    ...generationDifference(column, held),
    ...(property ? propertyDifferences(property, held, sides.catalog.allowedTexts.get(at)) : ['it has no property.']),
  ].map((difference) => `${at}: ${difference}`);
}

function nameDifference({ propertyName, databaseName }: ColumnMetadata): string[] {
  const expected = propertyName.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return expected === databaseName ? [] : [`the property ${propertyName} belongs to a column ${expected}.`];
}

function typeDifference(column: ColumnMetadata, held: CatalogColumn, driver: DataSource['driver']): string[] {
  const stated = statedType(column, driver);
  return stated === held.type ? [] : [`the entity says ${stated}, the database has ${held.type}.`];
}

/** The type as `format_type` writes it. */
function statedType(column: ColumnMetadata, driver: DataSource['driver']): string {
  const name = driver.normalizeType(column);
  const limits =
    column.length !== '' ? [column.length] : [column.precision, column.scale].filter((limit) => limit != null);
  const [first = '', ...rest] = name.split(' ');
  // PostgreSQL writes limits after the first word of times, `timestamp(3) with time zone`, and after all words of others.
  const isTime = first === 'timestamp' || first === 'time';
  const suffix = limits.length === 0 ? '' : `(${limits.join(',')})`;
  const type = isTime ? [`${first}${suffix}`, ...rest].join(' ') : `${name}${suffix}`;
  return column.isArray ? `${type}[]` : type;
}

function nullabilityDifference({ isNullable }: ColumnMetadata, { nullable }: CatalogColumn): string[] {
  if (isNullable === nullable) return [];
  return [
    nullable
      ? 'the entity says not null, the database allows null.'
      : 'the entity allows null, the database says not null.',
  ];
}

function defaultDifference(column: ColumnMetadata, held: CatalogColumn, driver: DataSource['driver']): string[] {
  const stated = driver.normalizeDefault(column) ?? null;
  if (stated === held.default) return [];
  const say = (expression: string | null): string => (expression === null ? 'no default' : `the default ${expression}`);
  return [`the entity says ${say(stated)}, the database has ${say(held.default)}.`];
}

function generationDifference(column: ColumnMetadata, { generated }: CatalogColumn): string[] {
  const isIdentity = column.isGenerated && column.generatedIdentity !== undefined;
  const stated = isIdentity ? 'identity' : column.generatedType === 'STORED' ? 'stored' : null;
  if (stated === generated) return [];
  const say = (generation: string | null): string =>
    generation === null ? 'not generated' : `generated (${generation})`;
  return [`by the entity it is ${say(stated)}, in the database ${say(generated)}.`];
}

/** What TypeScript says of the value, and the database of the column. */
function propertyDifferences(property: PropertyType, held: CatalogColumn, allowed?: readonly string[]): string[] {
  const faults: string[] = [];
  if (property.nullable !== null && property.nullable !== held.nullable) {
    const [type, database] = property.nullable ? ['includes', 'says not null'] : ['lacks', 'allows null'];
    faults.push(`the TypeScript type ${type} null, the database ${database}.`);
  }
  if (!valueFits(property, held.type)) {
    faults.push(`the TypeScript type is ${property.text}, which is no value of ${held.type}.`);
  }
  if (allowed && held.type === 'text') faults.push(...textDifferences(property, allowed));
  return faults;
}

function textDifferences({ texts, text }: PropertyType, allowed: readonly string[]): string[] {
  const list = [...allowed].sort().join(', ');
  if (texts === null) return [`the database allows only ${list}, the TypeScript type is ${text}.`];
  const stated = [...texts].sort().join(', ');
  return stated === list ? [] : [`the TypeScript type allows ${stated}, the database ${list}.`];
}

/** JSON may be anything. */
function valueFits({ text, texts }: PropertyType, type: string): boolean {
  if (type.endsWith('[]')) return text.endsWith('[]');
  if (type === 'integer' || type === 'bigint') return text === 'number';
  if (type.startsWith('timestamp')) return text === 'Date';
  if (type === 'boolean') return text === 'boolean';
  return type === 'jsonb' || text === 'string' || texts !== null;
}

function columnsWithoutProperty({ tableName, columns }: EntityMetadata, { catalog, leftOut }: Sides): string[] {
  return catalog.columns
    .filter(({ table, name }) => table === tableName && !columns.some(({ databaseName }) => databaseName === name))
    .map(({ name }) => `${tableName}.${name}`)
    .filter((at) => !(at in leftOut.columns))
    .map((at) => `${at}: the database has this column, the entity does not, and no reason for that is listed.`);
}

/** Primary keys must agree. Of unique and foreign keys, the database must have at least those that the entity states. */
function keyDifferences(entity: EntityMetadata, catalog: Catalog): string[] {
  const keys = catalog.keys.filter(({ table }) => table === entity.tableName);
  const [stated, held] = [namesOf(entity.primaryColumns), keys.find(({ primary }) => primary)?.columns ?? []];
  const uniques = [...entity.uniques, ...entity.indices.filter(({ isUnique }) => isUnique)];
  return [
    ...(isSame(stated, held)
      ? []
      : [
          `${entity.tableName}: by the entity its primary key is (${stated.join(', ')}), in the database (${held.join(', ')}).`,
        ]),
    ...uniques
      .map(({ columns }) => namesOf(columns))
      .filter((unique) => !keys.some(({ columns }) => isSame(unique, columns)))
      .map((unique) => `${entity.tableName}: the entity says (${unique.join(', ')}) is unique, the database does not.`),
    ...foreignKeyDifferences(entity, catalog),
  ];
}

function foreignKeyDifferences({ tableName, foreignKeys }: EntityMetadata, catalog: Catalog): string[] {
  return foreignKeys
    .map(({ columns, referencedColumns, referencedEntityMetadata }) => ({
      table: tableName,
      columns: namesOf(columns),
      toTable: referencedEntityMetadata.tableName,
      toColumns: namesOf(referencedColumns),
    }))
    .filter(
      (stated) =>
        !catalog.foreignKeys.some(
          (held) =>
            held.table === stated.table &&
            held.toTable === stated.toTable &&
            isSame(held.columns, stated.columns) &&
            isSame(held.toColumns, stated.toColumns),
        ),
    )
    .map(
      ({ columns, toTable, toColumns }) =>
        `${tableName}: the entity says (${columns.join(', ')}) refers to ${toTable} (${toColumns.join(', ')}), the database does not.`,
    );
}

/** A reason for what is not there, or is in an entity by now, would let something else come unnoticed. */
function staleReasons(entities: readonly EntityMetadata[], { catalog, leftOut }: Sides): string[] {
  const mapped = new Set(
    entities.flatMap(({ tableName, columns }) => [
      tableName,
      ...namesOf(columns).map((name) => `${tableName}.${name}`),
    ]),
  );
  const held = new Set([...catalog.tables, ...catalog.columns.map(({ table, name }) => `${table}.${name}`)]);
  return Object.keys({ ...leftOut.tables, ...leftOut.columns })
    .filter((name) => mapped.has(name) || !held.has(name))
    .map(
      (name) =>
        `${name}: it is listed as left out of the entities, but ${mapped.has(name) ? 'an entity has it' : 'it does not exist'}.`,
    );
}

const namesOf = (columns: readonly ColumnMetadata[]): string[] => columns.map(({ databaseName }) => databaseName);

const isSame = (some: readonly string[], others: readonly string[]): boolean => some.join() === others.join();
