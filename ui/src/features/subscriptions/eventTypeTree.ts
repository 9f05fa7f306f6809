/** An event type that was seen, and how often of late. */
export interface SeenEventType {
  event_type: string;
  count: number;
}

/** Event types that share their first segment, e.g. everything of `invoice`. */
export interface EventTypeGroup {
  /** The shared segment, `invoice`. */
  segment: string;
  /** What chooses the whole group, those to come included: `invoice.*`. */
  wildcard: string;
  /** Events seen over all its types. */
  count: number;
  types: SeenEventType[];
}

/** A row of the tree: a group with its types, or a type that stands alone. */
export type EventTypeNode = ({ kind: 'group' } & EventTypeGroup) | ({ kind: 'single' } & SeenEventType);

/** Providers put a dot, a slash or a colon after the resource: `order.paid`, `orders/create`, `app:installed`. */
const SEPARATOR = /[./:]/;

/** Groups the types that were seen by their first segment; busiest first, types inside a group likewise. */
export function eventTypeTree(seen: readonly SeenEventType[]): EventTypeNode[] {
  const groups = new Map<string, EventTypeGroup>();
  const singles: EventTypeNode[] = [];

  for (const { event_type, count } of seen) {
    const end = event_type.search(SEPARATOR);
    if (end <= 0) {
      singles.push({ kind: 'single', event_type, count });
      continue;
    }
    const wildcard = `${event_type.slice(0, end + 1)}*`;
    const group = groups.get(wildcard) ?? { segment: event_type.slice(0, end), wildcard, count: 0, types: [] };
    group.count += count;
    group.types.push({ event_type, count });
    groups.set(wildcard, group);
  }

  const nodes: EventTypeNode[] = [...groups.values()].map((group) => ({
    kind: 'group',
    ...group,
    types: group.types.toSorted(byCount),
  }));
  return [...nodes, ...singles].toSorted((a, b) => b.count - a.count || compareText(nameOf(a), nameOf(b)));
}

/** The groups and types that contain `text`; a group whose name matches keeps all its types. */
export function searchTree(nodes: readonly EventTypeNode[], text: string): EventTypeNode[] {
  const wanted = text.trim().toLowerCase();
  if (!wanted) return [...nodes];
  return nodes.flatMap((node): EventTypeNode[] => {
    if (node.kind === 'single') return node.event_type.toLowerCase().includes(wanted) ? [node] : [];
    if (node.segment.toLowerCase().includes(wanted)) return [node];
    const types = node.types.filter((type) => type.event_type.toLowerCase().includes(wanted));
    return types.length > 0 ? [{ ...node, types }] : [];
  });
}

/** The tree without some types, and without the groups that only they were in. */
export function withoutTypes(nodes: readonly EventTypeNode[], leftOut: readonly SeenEventType[]): EventTypeNode[] {
  const names = new Set(leftOut.map(({ event_type }) => event_type));
  return nodes.flatMap((node): EventTypeNode[] => {
    if (node.kind === 'single') return names.has(node.event_type) ? [] : [node];
    const types = node.types.filter(({ event_type }) => !names.has(event_type));
    return types.length > 0 ? [{ ...node, types }] : [];
  });
}

function byCount(a: SeenEventType, b: SeenEventType): number {
  return b.count - a.count || compareText(a.event_type, b.event_type);
}

function nameOf(node: EventTypeNode): string {
  return node.kind === 'group' ? node.segment : node.event_type;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
