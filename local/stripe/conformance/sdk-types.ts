import { createRequire } from 'node:module';
import ts from 'typescript';

/** Where a response differs from the SDK's types. */
export type Faults = string[];

/** TypeScript's declarations promise every type a symbol; `null` and its like have none. */
interface Named {
  aliasSymbol?: ts.Symbol;
  symbol?: ts.Symbol;
}

const ENTRY = createRequire(import.meta.url)
  .resolve('stripe')
  .replace(/[^/\\]+[/\\][^/\\]+$/, 'esm/stripe.esm.node.d.ts');

/**
 * The SDK's own types, asked through TypeScript's checker, so that a raw response can be held
 * against them. Objects are closed: a field the SDK does not know is a fault.
 */
export class SdkTypes {
  private readonly checker: ts.TypeChecker;
  private readonly stripe: ts.Symbol;
  private readonly objects = new Map<string, ts.Type>();
  private readonly events = new Map<string, ts.Type>();
  private readonly errorCodes: ReadonlySet<string>;
  private readonly properties = new Map<ts.Type, ReadonlyMap<string, ts.Symbol>>();

  constructor() {
    const options: ts.CompilerOptions = {
      lib: ['lib.es2023.d.ts'],
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      skipLibCheck: true,
      strict: true,
      types: [],
    };
    const host = ts.createCompilerHost(options);
    // Most of the declarations are comments, and nobody asks for them here.
    host.jsDocParsingMode = ts.JSDocParsingMode.ParseNone;
    const program = ts.createProgram([ENTRY], options, host);
    this.checker = program.getTypeChecker();
    const entry = program.getSourceFile(ENTRY);
    if (!entry) throw new Error(`${ENTRY} is not there.`);
    this.stripe = this.exportOf(this.checker.getSymbolAtLocation(entry), 'Stripe');
    this.collectObjects(this.stripe, 0);
    this.collectEvents();
    this.errorCodes = this.collectErrorCodes();
  }

  /** Object types that a check can be asked for. */
  get objectTypes(): string[] {
    return [...this.objects.keys()];
  }

  /** Whether the SDK lists this as a code of errors. */
  isErrorCode(code: string): boolean {
    return this.errorCodes.has(code);
  }

  /** Holds a raw body (an object, a list, a deleted stub, an event) against its type. */
  check(body: unknown): Faults {
    const faults: Faults = [];
    this.checkTagged(body, '', faults);
    // Of nested objects `previous_attributes` holds what changed only, null for what was not there:
    // less than `Partial` says.
    return faults.filter((fault) => !/\.previous_attributes\..*: (missing|null)$/.test(fault));
  }

  private checkTagged(body: unknown, at: string, faults: Faults): void {
    if (!isObject(body)) {
      faults.push(`${at || 'body'}: not an object`);
      return;
    }
    const tag = String(body.object);
    if (tag === 'list' || tag === 'search_result') {
      this.checkList(body, at, faults);
      return;
    }
    const name = body.deleted === true ? `deleted ${tag}` : tag;
    const type = tag === 'event' ? this.events.get(String(body.type)) : this.objects.get(name);
    if (!type) faults.push(`${at || 'body'}: the SDK knows no ${name} ${String(body.type)}`);
    else this.checkObject(body, type, at || name, faults);
  }

  private checkList(body: Record<string, unknown>, at: string, faults: Faults): void {
    const allowed = new Set(['object', 'data', 'has_more', 'url']);
    if (body.object === 'search_result') {
      allowed.add('next_page').add('total_count');
      if (body.has_more !== (typeof body.next_page === 'string')) faults.push(`${at}next_page`);
    }
    for (const key of Object.keys(body)) {
      if (!allowed.has(key)) faults.push(`${at}list.${key}: unknown field`);
    }
    if (typeof body.has_more !== 'boolean') faults.push(`${at}list.has_more: not a boolean`);
    if (typeof body.url !== 'string') faults.push(`${at}list.url: not a string`);
    if (!Array.isArray(body.data)) faults.push(`${at}list.data: not an array`);
    else body.data.forEach((item, index) => this.checkTagged(item, `${at}data[${index}]`, faults));
  }

  private checkObject(
    value: Record<string, unknown>,
    type: ts.Type,
    at: string,
    faults: Faults,
  ): void {
    const index = this.checker.getIndexTypeOfType(type, ts.IndexKind.String);
    const known = this.propertiesOf(type);
    for (const [key, item] of Object.entries(value)) {
      const property = known.get(key);
      const itemType = property ? this.checker.getTypeOfSymbol(property) : index;
      if (itemType) this.checkValue(item, itemType, `${at}.${key}`, faults);
      else faults.push(`${at}.${key}: unknown field`);
    }
    for (const [name, property] of known) {
      const isOptional = (property.flags & ts.SymbolFlags.Optional) !== 0;
      if (!isOptional && !(name in value)) faults.push(`${at}.${name}: missing`);
    }
  }

  private propertiesOf(type: ts.Type): ReadonlyMap<string, ts.Symbol> {
    let known = this.properties.get(type);
    if (!known) {
      known = new Map(this.checker.getPropertiesOfType(type).map((each) => [each.name, each]));
      this.properties.set(type, known);
    }
    return known;
  }

  private checkValue(value: unknown, type: ts.Type, at: string, faults: Faults): void {
    const parts = type.isUnion() ? type.types : [type];
    if (value === null) {
      if (!parts.some(({ flags }) => flags & ts.TypeFlags.Null)) faults.push(`${at}: null`);
      return;
    }
    if (Array.isArray(value)) {
      const array = parts.find((part) => this.checker.isArrayType(part));
      const item = array && this.checker.getTypeArguments(array as ts.TypeReference)[0];
      if (!item) faults.push(`${at}: an array`);
      else value.forEach((each, index) => this.checkValue(each, item, `${at}[${index}]`, faults));
      return;
    }
    if (isObject(value)) {
      this.checkAlternatives(value, parts, at, faults);
      return;
    }
    if (!this.isScalar(value, parts)) {
      faults.push(`${at}: ${JSON.stringify(value)} is not ${this.checker.typeToString(type)}`);
    }
  }

  /** An object fits one of the alternatives; the tag picks it, or the fewest faults. */
  private checkAlternatives(
    value: Record<string, unknown>,
    parts: readonly ts.Type[],
    at: string,
    faults: Faults,
  ): void {
    const candidates = parts.filter(
      (part) => part.flags & ts.TypeFlags.Object && !this.isDecimal(part),
    );
    let best: Faults | null = null;
    for (const candidate of candidates) {
      const found: Faults = [];
      this.checkObject(value, candidate, at, found);
      if (!best || found.length < best.length) best = found;
    }
    faults.push(...(best ?? [`${at}: an object`]));
  }

  private isScalar(value: unknown, parts: readonly ts.Type[]): boolean {
    const literals = parts.filter((part) => part.isLiteral() || isBooleanLiteral(part));
    return parts.some((part) => {
      if (part.isLiteral()) return part.value === value;
      if (isBooleanLiteral(part)) return this.checker.typeToString(part) === String(value);
      if (part.flags & ts.TypeFlags.String) return typeof value === 'string';
      if (part.flags & ts.TypeFlags.Number) return typeof value === 'number';
      if (this.isDecimal(part)) return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value);
      // `OtherString` keeps an enum open; beside listed values it allows no others here.
      return part.isIntersection() && literals.length === 0 && typeof value === 'string';
    });
  }

  private isDecimal({ aliasSymbol, symbol }: Named): boolean {
    return (aliasSymbol ?? symbol)?.name.startsWith('Decimal') ?? false;
  }

  private exportOf(module: ts.Symbol | undefined, name: string): ts.Symbol {
    const exports = module ? this.checker.getExportsOfModule(module) : [];
    const found = exports.find((each) => each.name === name);
    if (!found) throw new Error(`The SDK exports no ${name}.`);
    return found.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(found) : found;
  }

  private collectObjects(namespace: ts.Symbol, depth: number): void {
    for (const exported of this.checker.getExportsOfModule(namespace)) {
      const symbol =
        exported.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(exported) : exported;
      if (symbol.flags & ts.SymbolFlags.Interface) {
        this.collectObject(this.checker.getDeclaredTypeOfSymbol(symbol));
      } else if (symbol.flags & ts.SymbolFlags.Namespace && depth < 2) {
        this.collectObjects(symbol, depth + 1);
      }
    }
  }

  private collectObject(type: ts.Type): void {
    const tag = this.literalOf(type, 'object');
    if (tag === null) return;
    const isDeleted = this.checker.getPropertyOfType(type, 'deleted') !== undefined;
    const deletedType = isDeleted ? this.typeOf(type, 'deleted') : null;
    const isStub = deletedType !== null && isBooleanLiteral(deletedType);
    const name = isStub ? `deleted ${tag}` : tag;
    if (!this.objects.has(name)) this.objects.set(name, type);
  }

  private collectEvents(): void {
    const symbol = this.exportOf(this.stripe, 'Event');
    const union = this.checker.getDeclaredTypeOfSymbol(symbol);
    for (const type of union.isUnion() ? union.types : []) {
      const name = this.literalOf(type, 'type');
      if (name !== null) this.events.set(name, type);
    }
  }

  /** An intent keeps its last error, and with it the SDK lists the codes of all errors. */
  private collectErrorCodes(): ReadonlySet<string> {
    const error = this.exportOf(this.exportOf(this.stripe, 'PaymentIntent'), 'LastPaymentError');
    const type = this.checker.getDeclaredTypeOfSymbol(this.exportOf(error, 'Code'));
    const codes = type.isUnion() ? type.types : [];
    return new Set(codes.flatMap((each) => (each.isStringLiteral() ? [each.value] : [])));
  }

  private literalOf(type: ts.Type, property: string): string | null {
    const found = this.typeOf(type, property);
    return found?.isStringLiteral() ? found.value : null;
  }

  private typeOf(type: ts.Type, property: string): ts.Type | null {
    const symbol = this.checker.getPropertyOfType(type, property);
    return symbol ? this.checker.getTypeOfSymbol(symbol) : null;
  }
}

function isBooleanLiteral(type: ts.Type): boolean {
  return (type.flags & ts.TypeFlags.BooleanLiteral) !== 0;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
