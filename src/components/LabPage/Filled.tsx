/** The task's text with the learner's numbers in it: `{{replicas}}` becomes 3, in running text and in code. */
import React, { Children, useMemo } from 'react';
import type { ComponentType, ReactNode } from 'react';
import MDXComponents from '@theme/MDXComponents';
import { fillText } from '@site/engine/grading/params.ts';
import type { Drawn } from '@site/engine/grading/params.ts';

/** Elements of Markdown that hold text. */
const holders = ['p', 'li', 'strong', 'em', 'code', 'a', 'h2', 'h3', 'h4', 'td', 'th', 'blockquote'] as const;
type Props = { readonly children?: ReactNode };

export function Filled({ task: Task, drawn }: { readonly task: ComponentType<{ readonly components?: object }>; readonly drawn: Drawn }): ReactNode {
  const components = useMemo(() => {
    if (Object.keys(drawn).length === 0) return {};
    return Object.fromEntries(holders.map((name) => {
      // The theme's component of this name, or the plain element.
      const Base = (MDXComponents as { readonly [name: string]: ComponentType<Props> | undefined })[name] ?? name;
      const fill = (children: ReactNode): ReactNode => Children.map(children, (child) => (typeof child === 'string' ? fillText(child, drawn) : child));
      // One text stays one text: the code block's component counts its lines.
      return [name, ({ children, ...rest }: Props) => <Base {...rest}>{typeof children === 'string' ? fillText(children, drawn) : fill(children)}</Base>];
    }));
  }, [drawn]);
  return <Task components={components} />;
}
