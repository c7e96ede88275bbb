/**
 * Checks what we say beyond the protocol against the declarations of protocol.ts, read as data: every required property
 * is there, every property is known, and every value has its declared type.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';

type Declaration = ts.InterfaceDeclaration | ts.TypeAliasDeclaration;

interface Property {
  readonly isOptional: boolean;
  readonly type: ts.TypeNode | undefined;
}

const declarations = readDeclarations();

/** What is wrong with a value as a property of a declaration, or of the type of that property: a message by its name. */
export function memberProblems(
  value: unknown,
  declaration: string,
  member: string,
  inner?: string,
): string[] {
  const found = declarations.get(declaration);
  if (found === undefined || !ts.isInterfaceDeclaration(found)) return [`no ${declaration}`];
  const type = membersOf(found.members).get(member)?.type;
  const wanted =
    inner === undefined || type === undefined
      ? type
      : membersOf((type as ts.TypeLiteralNode).members).get(inner)?.type;
  const problems: string[] = [];
  if (wanted === undefined) problems.push(`${declaration}: no ${member}`);
  else check(value, wanted, member, problems);
  return problems;
}

function readDeclarations(): Map<string, Declaration> {
  const found = new Map<string, Declaration>();
  const visit = (node: ts.Node): void => {
    if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) {
      found.set(node.name.text, node);
    } else ts.forEachChild(node, visit);
  };
  const path = join(__dirname, '../../../debugger/protocol.ts');
  visit(ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2022));
  return found;
}

function checkNamed(value: unknown, name: string, at: string, problems: string[]): void {
  const declaration = declarations.get(name);
  if (declaration === undefined) problems.push(`${at}: ${name} is not declared`);
  else if (ts.isTypeAliasDeclaration(declaration)) check(value, declaration.type, at, problems);
  else checkObject(value, propertiesOf(declaration), at, problems);
}

/** Own properties over inherited ones: `body` of a response is declared again by each. */
function propertiesOf(declaration: ts.InterfaceDeclaration): Map<string, Property> {
  const all = new Map<string, Property>();
  for (const clause of declaration.heritageClauses ?? []) {
    for (const base of clause.types) {
      const parent = declarations.get((base.expression as ts.Identifier).text);
      if (parent === undefined || !ts.isInterfaceDeclaration(parent)) continue;
      for (const [name, property] of propertiesOf(parent)) all.set(name, property);
    }
  }
  for (const [name, property] of membersOf(declaration.members)) all.set(name, property);
  return all;
}

function membersOf(members: ts.NodeArray<ts.TypeElement>): Map<string, Property> {
  const found = new Map<string, Property>();
  for (const it of members) {
    if (!ts.isPropertySignature(it)) continue;
    const name = (it.name as ts.Identifier | ts.StringLiteral).text;
    found.set(name, { isOptional: it.questionToken !== undefined, type: it.type });
  }
  return found;
}

function checkObject(
  value: unknown,
  properties: ReadonlyMap<string, Property>,
  at: string,
  problems: string[],
): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    problems.push(`${at}: an object was expected`);
    return;
  }
  const given = value as Record<string, unknown>;
  for (const [name, { isOptional, type }] of properties) {
    const child = given[name];
    if (child !== undefined && type !== undefined) check(child, type, `${at}.${name}`, problems);
    else if (child === undefined && !isOptional && type?.kind !== ts.SyntaxKind.AnyKeyword) {
      problems.push(`${at}.${name}: missing`);
    }
  }
  for (const name of Object.keys(given)) {
    if (!properties.has(name)) problems.push(`${at}.${name}: unknown property`);
  }
}

function check(value: unknown, type: ts.TypeNode, at: string, problems: string[]): void {
  if (type.kind === ts.SyntaxKind.AnyKeyword) return;
  if (ts.isTypeOperatorNode(type)) {
    check(value, type.type, at, problems); // readonly
  } else if (ts.isTypeReferenceNode(type) && isRecord(type)) {
    checkObject(value, new Map(), at, problems); // Record<string, never>: nothing may be in it.
  } else if (ts.isTypeReferenceNode(type)) {
    checkNamed(value, (type.typeName as ts.Identifier).text, at, problems);
  } else if (ts.isArrayTypeNode(type)) {
    if (!Array.isArray(value)) problems.push(`${at}: an array was expected`);
    else value.forEach((it, index) => check(it, type.elementType, `${at}[${index}]`, problems));
  } else if (ts.isTypeLiteralNode(type)) {
    const index = type.members.find(ts.isIndexSignatureDeclaration);
    if (index === undefined) checkObject(value, membersOf(type.members), at, problems);
  } else if (ts.isUnionTypeNode(type)) {
    if (!type.types.some(it => fits(value, it))) problems.push(`${at}: fits no alternative`);
  } else if (ts.isParenthesizedTypeNode(type)) {
    check(value, type.type, at, problems);
  } else if (!isPrimitive(value, type)) {
    problems.push(`${at}: ${JSON.stringify(value)} has the wrong type`);
  }
}

function isRecord(type: ts.TypeReferenceNode): boolean {
  return (type.typeName as ts.Identifier).text === 'Record';
}

function fits(value: unknown, type: ts.TypeNode): boolean {
  const problems: string[] = [];
  check(value, type, '', problems);
  return problems.length === 0;
}

function isPrimitive(value: unknown, type: ts.TypeNode): boolean {
  if (ts.isLiteralTypeNode(type)) {
    if (type.literal.kind === ts.SyntaxKind.NullKeyword) return value === null;
    return ts.isStringLiteral(type.literal) && value === type.literal.text;
  }
  if (type.kind === ts.SyntaxKind.StringKeyword) return typeof value === 'string';
  if (type.kind === ts.SyntaxKind.NumberKeyword) return typeof value === 'number';
  if (type.kind === ts.SyntaxKind.BooleanKeyword) return typeof value === 'boolean';
  return type.kind === ts.SyntaxKind.ObjectKeyword && typeof value === 'object';
}
