/** A page that is not there: back to the course, instead of the theme's advice to write to somebody. */
import React from 'react';
import type { ReactNode } from 'react';
import Link from '@docusaurus/Link';
import { translate } from '@docusaurus/Translate';

export default function NotFoundContent(): ReactNode {
  return (
    <main className="container margin-vert--xl prose">
      <h1>{translate({ id: 'peapod.notFound.title', message: 'There is no page here' })}</h1>
      <p>{translate({ id: 'peapod.notFound.text', message: 'Perhaps it has another address now, or the link has a mistake. Nothing that you have done is lost.' })}</p>
      <ul>
        <li><Link to="/">{translate({ id: 'peapod.notFound.course', message: 'The course and its map' })}</Link></li>
        <li><Link to="/progress/">{translate({ id: 'peapod.notFound.progress', message: 'What you have done so far' })}</Link></li>
      </ul>
    </main>
  );
}
