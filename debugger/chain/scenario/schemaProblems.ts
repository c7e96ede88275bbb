/** Checks a scenario against its JSON schema and says in words what the schema minds. */

import type { ErrorObject } from 'ajv';
import type { JsonDocument, Path } from '../jsonDocument';
import type { ScenarioProblem } from './problems';
import { listNames, nearestName, suggest } from './problems';
import { isScenario } from './schema.generated';

export function schemaProblems(document: JsonDocument): ScenarioProblem[] {
  if (isScenario(document.value)) return [];
  return relevant(isScenario.errors ?? []).map(it => explain(document, it));
}

/** Where no alternative fits, a list is told about its items and anything else about the alternatives together. */
function relevant(errors: readonly ErrorObject[]): ErrorObject[] {
  const alternatives = errors.filter(it => it.keyword === 'anyOf');
  const isInside = (it: ErrorObject, outer: ErrorObject): boolean =>
    it.instancePath.startsWith(`${outer.instancePath}/`);
  const detailed = alternatives.filter(outer => errors.some(it => isInside(it, outer)));
  return errors.filter(it => {
    if (it.keyword === 'propertyNames') return false; // The pattern inside it is reported.
    if (it.keyword === 'anyOf') return !detailed.includes(it);
    return !alternatives.some(outer => outer.instancePath === it.instancePath);
  });
}

function explain(document: JsonDocument, error: ErrorObject): ScenarioProblem {
  const path = toPath(document, error.instancePath);
  const params = error.params as Readonly<Record<string, unknown>>;
  const described = descriptionOf(error);
  switch (error.keyword) {
    case 'additionalProperties': {
      const name = String(params['additionalProperty']);
      const known = Object.keys((error.parentSchema?.['properties'] ?? {}) as object);
      const message = `unknown property ${JSON.stringify(name)}: ${suggest(name, known)}`;
      return document.keyProblem([...path, name], message);
    }
    case 'required': {
      const name = JSON.stringify(params['missingProperty']);
      return document.problem(path, `${name} is missing${described}`);
    }
    case 'enum': {
      const known = (error.schema as unknown[]).map(String);
      const near = typeof error.data === 'string' ? nearestName(error.data, known) : undefined;
      const hint = near === undefined ? '' : `: did you mean ${JSON.stringify(near)}?`;
      const message = `${JSON.stringify(error.data)} is none of ${listNames(known)}${hint}`;
      return document.problem(path, message);
    }
    case 'const':
      return document.problem(path, `must be ${JSON.stringify(error.schema)}${described}`);
    case 'type':
      return document.problem(
        path,
        `${kindOf(error.data)} where ${wantedTypes(error.schema)} is wanted${described}`,
      );
    case 'minimum':
      return document.problem(
        path,
        `${String(error.data)} is less than ${String(error.schema)}${described}`,
      );
    case 'anyOf':
      return document.problem(path, `${kindOf(error.data)} does not fit${described}`);
    case 'pattern': {
      const name = error.propertyName;
      if (name !== undefined) {
        return document.keyProblem(
          [...path, name],
          `${JSON.stringify(name)} is no label${described}`,
        );
      }
      return document.problem(path, `${JSON.stringify(error.data)} does not fit${described}`);
    }
    default:
      return document.problem(path, `${error.message ?? error.keyword}${described}`);
  }
}

const TYPES: Readonly<Record<string, string>> = {
  array: 'a list',
  object: 'an object',
  string: 'a text',
  integer: 'a whole number',
};

function wantedTypes(schema: unknown): string {
  return [schema]
    .flat()
    .map(it => TYPES[String(it)] ?? String(it))
    .join(' or ');
}

function descriptionOf(error: ErrorObject): string {
  const missing = (error.params as { missingProperty?: string }).missingProperty;
  const properties = error.parentSchema?.['properties'] as
    Readonly<Record<string, { description?: string }>> | undefined;
  const description =
    missing === undefined
      ? (error.parentSchema?.['description'] as string | undefined)
      : properties?.[missing]?.description;
  return description === undefined ? '' : `: ${description.replace(/\.$/, '')}`;
}

/** A JSON pointer, whose digits are indices only inside arrays. */
function toPath(document: JsonDocument, pointer: string): Path {
  const path: Path = [];
  let value = document.value;
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    path.push(Array.isArray(value) ? Number(name) : name);
    value = (value as Readonly<Record<string, unknown>> | undefined)?.[name];
  }
  return path;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : JSON.stringify(value).slice(0, 40);
}
