/** Docusaurus' own kinds of items in the navigation, and ours. */
import ComponentTypes from '@theme-original/NavbarItem/ComponentTypes';
import { DueLink } from '@site/src/components/Review/DueLink.tsx';

export default { ...ComponentTypes, 'custom-review': DueLink };
