/** An optional value for expressions. */
import { compileCel, DYN, type CelProgram } from '../../../cel/index.ts';

let made: { readonly some: CelProgram; readonly none: CelProgram } | undefined;

function programs(): { readonly some: CelProgram; readonly none: CelProgram } | undefined {
  if (made !== undefined) return made;
  const [some, none] = [compileCel('optional.of(x)', { x: DYN }), compileCel('optional.none()', {})];
  if (some.ok && none.ok) made = { some: some.program, none: none.program };
  return made;
}

/** undefined: nothing there. */
export function someOptional(value: unknown): unknown {
  const { some, none } = programs() ?? {};
  const result = value === undefined ? none?.run({}) : some?.run({ x: value });
  return result?.ok === true ? result.value : undefined;
}
