/** The field in which a question is answered, by its type: a new type is one file and one line here. */
import React from 'react';
import type { ReactNode } from 'react';
import type { QuestionType } from '@site/src/plugins/course/types.ts';
import type { FieldProps } from '../types.ts';
import { Command } from './Command.tsx';
import { FillYaml } from './FillYaml.tsx';
import { FindLine } from './FindLine.tsx';
import { Match } from './Match.tsx';
import { Multiple, Single } from './Options.tsx';
import { Order } from './Order.tsx';
import { StatesOverTime } from './StatesOverTime.tsx';
import { TrueFalse } from './TrueFalse.tsx';
import { NumberField, TextField } from './Written.tsx';

const fields: { readonly [Type in QuestionType]: (props: FieldProps<Type>) => ReactNode } = {
  'command': Command,
  'fill-yaml': FillYaml,
  'find-line': FindLine,
  'match': Match,
  'multiple': Multiple,
  'number': NumberField,
  'order': Order,
  'single': Single,
  'states-over-time': StatesOverTime,
  'text': TextField,
  'true-false': TrueFalse,
};

export function AnswerField<Type extends QuestionType>({ type, ...props }: FieldProps<Type> & { readonly type: Type }): ReactNode {
  // The rest of the props are those of this very type.
  const Field = fields[type] as (given: FieldProps<Type>) => ReactNode;
  return <Field {...props as unknown as FieldProps<Type>} />;
}
