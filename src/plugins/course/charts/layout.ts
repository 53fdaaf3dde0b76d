/** Lays a machine's own definition out as a picture: what is drawn is what runs. */
import ELK from 'elkjs/lib/elk.bundled.js';
import type { ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api.js';
import { chartOf, type MachineChart } from '../../../../engine/machines/chart.ts';
import { MACHINES } from '../../../../engine/machines/all.ts';
import type { Bilingual, Words } from '../../../../engine/machines/index.ts';
import { widthOf } from './measure.ts';
import type { Chart, ChartBox, ChartLine, Charts } from './types.ts';

type Language = 'en' | 'zh';
const NAME_SIZE = 14;
const LABEL_SIZE = 12;
const LABEL_LINE = 16;
const BOX_HEIGHT = 34;
const HEAD = 30;

const OPTIONS = {
  'elk.algorithm': 'layered', 'elk.direction': 'DOWN', 'elk.hierarchyHandling': 'INCLUDE_CHILDREN', 'elk.edgeRouting': 'ORTHOGONAL',
  'elk.layered.spacing.nodeNodeBetweenLayers': '34', 'elk.spacing.nodeNode': '28', 'elk.spacing.edgeNode': '18', 'elk.spacing.edgeEdge': '14',
  'elk.layered.spacing.edgeNodeBetweenLayers': '14', 'elk.spacing.edgeLabel': '4', 'elk.edgeLabels.inline': 'false',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES', 'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX', 'elk.layered.cycleBreaking.strategy': 'MODEL_ORDER',
  'elk.padding': '[top=8,left=8,bottom=8,right=8]',
};

/** Where lines begin that lead away from whatever state the machine is in. */
export const ANYWHERE = '*';
const DOT = 12;

type Way = { readonly from: string; readonly to: string; readonly events: string[] };

/** Several events between the same two states are one line with several names. */
function waysOf(chart: MachineChart): Way[] {
  const ways = new Map<string, Way>();
  for (const { from: source, to, event } of chart.transitions) {
    if (to === source) continue;
    const from = source === '' ? ANYWHERE : source;
    const key = `${from}>${to}`;
    const way = ways.get(key) ?? { from, to, events: [] };
    if (!way.events.includes(event)) way.events.push(event);
    ways.set(key, way);
  }
  return [...ways.values()];
}

const innerOf = (chart: MachineChart, path: string): string[] =>
  [...new Set(chart.transitions.filter(({ from, to }) => from === path && to === from).map(({ event }) => event))];

function graphOf(chart: MachineChart, ways: readonly Way[], name: (path: string) => string, labels: (way: Way) => string[]): ElkNode {
  const childrenOf = (parent: string): ElkNode[] => chart.states.filter((state) => state.parent === parent).map((state): ElkNode => {
    const children = childrenOf(state.path);
    const width = widthOf(name(state.path), NAME_SIZE) + 28;
    if (children.length === 0) return { id: state.path, width: Math.max(64, width), height: BOX_HEIGHT };
    return { id: state.path, children, layoutOptions: { 'elk.padding': `[top=${HEAD + 8},left=12,bottom=12,right=12]`, 'elk.nodeSize.constraints': 'MINIMUM_SIZE', 'elk.nodeSize.minimum': `(${width},${BOX_HEIGHT})` } };
  });
  const edges = ways.map((way, index): ElkExtendedEdge => {
    const texts = labels(way);
    return {
      id: `e${index}`, sources: [way.from], targets: [way.to],
      labels: [{ text: texts.join('\n'), width: Math.max(...texts.map((text) => widthOf(text, LABEL_SIZE))) + 6, height: texts.length * LABEL_LINE }],
    };
  });
  const anywhere: ElkNode[] = ways.some(({ from }) => from === ANYWHERE) ? [{ id: ANYWHERE, width: DOT, height: DOT }] : [];
  return { id: 'root', layoutOptions: OPTIONS, children: [...anywhere, ...childrenOf('')], edges };
}

/** ELK places inside the parent; a picture needs places of its own. */
function* placed(node: ElkNode, x = 0, y = 0): Generator<{ readonly node: ElkNode; readonly x: number; readonly y: number }> {
  for (const child of node.children ?? []) {
    const at = { node: child, x: x + (child.x ?? 0), y: y + (child.y ?? 0) };
    yield at;
    yield* placed(child, at.x, at.y);
  }
}

function linesOf(laid: ElkNode, ways: readonly Way[], labels: (way: Way) => string[], places: ReadonlyMap<string, { readonly x: number; readonly y: number }>): ChartLine[] {
  return (laid.edges ?? []).flatMap((edge, index): ChartLine[] => {
    const way = ways[index];
    const [section] = edge.sections ?? [];
    if (way === undefined || section === undefined) return [];
    // With a hierarchy, ELK counts an edge from the container that both ends share.
    const origin = places.get((edge as { readonly container?: string }).container ?? '') ?? { x: 0, y: 0 };
    const move = (point: { readonly x: number; readonly y: number }): { x: number; y: number } => ({ x: Math.round(point.x + origin.x), y: Math.round(point.y + origin.y) });
    const label = edge.labels?.[0];
    return [{
      from: way.from, to: way.to, labels: labels(way), at: move({ x: label?.x ?? 0, y: label?.y ?? 0 }),
      points: [section.startPoint, ...section.bendPoints ?? [], section.endPoint].map(move),
    }];
  });
}

async function draw(machine: string, chart: MachineChart, words: Words, language: Language): Promise<Chart> {
  const said = (word: Bilingual | undefined, otherwise: string): string => word?.[language].name ?? otherwise;
  const name = (path: string): string => (path === ANYWHERE ? { en: 'any state', zh: '任何状态' }[language] : said(words.states[path], path));
  const event = (type: string): string => said(words.events[type], type);
  const ways = waysOf(chart);
  const labels = (way: Way): string[] => way.events.map(event);
  const laid = await new ELK().layout(graphOf(chart, ways, name, labels));
  const all = [...placed(laid)];
  const places = new Map(all.map(({ node, x, y }) => [node.id, { x, y }]));
  const boxes = all.map(({ node, x, y }): ChartBox => {
    const state = chart.states.find(({ path }) => path === node.id);
    return {
      path: node.id, name: name(node.id), explain: words.states[node.id]?.[language].explain ?? '', holds: (node.children ?? []).length > 0,
      x: Math.round(x), y: Math.round(y), width: Math.round(node.width ?? 0), height: Math.round(node.height ?? 0),
      initial: state?.initial === true, final: state?.final === true, inner: innerOf(chart, node.id).map(event),
    };
  });
  return {
    machine, title: words.title[language].name, explain: words.title[language].explain,
    width: Math.ceil(laid.width ?? 0), height: Math.ceil(laid.height ?? 0), boxes, lines: linesOf(laid, ways, labels, places),
    events: Object.values(words.events).map((word) => word[language]),
  };
}

export async function drawCharts(): Promise<Charts> {
  const all = async (language: Language): Promise<Chart[]> => {
    const charts: Chart[] = [];
    for (const [name, { machine, words }] of Object.entries(MACHINES)) charts.push(await draw(name, chartOf(machine), words, language));
    return charts;
  };
  return { en: await all('en'), zh: await all('zh') };
}
