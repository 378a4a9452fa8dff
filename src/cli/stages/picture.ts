import { nodesOf } from '../../plan/link.ts';
import type { LinkedEnvironment, LinkedNode } from '../../plan/linked.ts';
import { borrowedRegion } from '../../plan/sites.ts';
import { lenderId } from '../../plan/sources.ts';
import { nodeKey, type NodeKey } from '../../model/plan.ts';
import type { GraphArrow, GraphNode, GraphPicture } from '../../report/graph/picture.ts';

/** What a picture of the environment's services shows, those that others lend it included. */
export function pictureOf(linked: LinkedEnvironment): GraphPicture {
  const { environment, borrowed } = linked;
  const all = nodesOf(linked);
  const own = all.map((node) => ownNode(node, environment.region));
  const known = new Set(own.map(({ key }) => key));
  const lent = new Map<NodeKey, GraphNode>();
  for (const one of borrowed) {
    const key = nodeKey(lenderId(one), one.service, borrowedRegion(one, environment));
    lent.set(key, lentNode(key, environment.region));
  }
  for (const { edges } of all)
    for (const { to } of edges) if (!known.has(to)) lent.set(to, lentNode(to, environment.region));
  const nodes = [...[...lent.values()].sort((a, b) => (a.key < b.key ? -1 : 1)), ...own];
  const { project, name, region } = environment;
  return { environment: name, title: `${project}/${name} in ${region}`, nodes, arrows: all.flatMap(arrowsTo) };
}

function ownNode({ key, service, region }: LinkedNode, home: string): GraphNode {
  const notes = [
    ...('unit' in service ? [`stack set in ${service.unit.value}`] : []),
    ...(region === home ? [] : [region]),
    ...(service.manualApproval ? ['needs approval'] : []),
    ...(service.protected ? ['protected'] : []),
  ];
  return { key, name: service.name, notes, lent: false };
}

function lentNode(key: NodeKey, home: string): GraphNode {
  const [owner, place] = [key.slice(0, key.indexOf('/')), key.slice(key.indexOf('/') + 1)];
  const [name = place, region = home] = place.split('@');
  return { key, name, notes: [`from ${owner}`, ...(region === home ? [] : [region])], lent: true };
}

function arrowsTo({ key, edges }: LinkedNode): GraphArrow[] {
  const reasons = new Map<NodeKey, string[]>();
  for (const { to, why } of edges) if (to !== key) reasons.set(to, [...(reasons.get(to) ?? []), why]);
  return [...reasons].map(([from, whys]) => ({
    from,
    to: key,
    reasons: whys,
    orderOnly: whys.every((why) => why === 'dependsOn'),
  }));
}
