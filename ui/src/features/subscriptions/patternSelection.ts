import { EVERYTHING, matchesPattern } from './eventTypePattern';
import type { EventTypeGroup, EventTypeNode } from './eventTypeTree';

/** How a row of the tree is ticked. */
export type Tick = 'all' | 'some' | 'none';

/** Whether an event type is meant by any of the patterns. */
export function isCovered(patterns: readonly string[], eventType: string): boolean {
  return patterns.some((pattern) => matchesPattern(pattern, eventType));
}

/** A group is fully ticked only when a pattern also covers the types still to come. */
export function groupTick(patterns: readonly string[], group: EventTypeGroup): Tick {
  if (isWholeGroup(patterns, group)) return 'all';
  return group.types.some((type) => isCovered(patterns, type.event_type)) ? 'some' : 'none';
}

/** Ticks the whole group by its wildcard, or unticks all of it. */
export function toggleGroup(
  patterns: readonly string[],
  group: EventTypeGroup,
  tree: readonly EventTypeNode[],
): string[] {
  if (isWholeGroup(patterns, group)) {
    const kept = withoutEverything(patterns, tree);
    return kept.filter((pattern) => pattern !== group.wildcard && !isInside(group, pattern));
  }
  return [...patterns.filter((pattern) => !isInside(group, pattern)), group.wildcard];
}

/**
 * Ticks or unticks one type. Unticking a type that a wildcard covers writes the wildcard out as the other types
 * that were seen, since a pattern cannot say "all but this one".
 */
export function toggleType(patterns: readonly string[], eventType: string, tree: readonly EventTypeNode[]): string[] {
  if (!isCovered(patterns, eventType)) return [...patterns, eventType];

  const kept = withoutEverything(patterns, tree);
  const seen = tree.flatMap((node) => (node.kind === 'group' ? node.types : [node])).map((type) => type.event_type);
  const next = kept.flatMap((pattern) => {
    if (!matchesPattern(pattern, eventType)) return [pattern];
    return pattern === eventType ? [] : seen.filter((type) => type !== eventType && matchesPattern(pattern, type));
  });
  return [...new Set(next)];
}

/** Adds typed patterns, leaving out those already there. */
export function addPatterns(patterns: readonly string[], added: readonly string[]): string[] {
  return [...new Set([...patterns, ...added])];
}

/** Patterns the tree has no row for: typed by hand, or of types not seen yet. */
export function patternsOutsideTree(patterns: readonly string[], tree: readonly EventTypeNode[]): string[] {
  const rows = new Set(
    tree.flatMap((node) =>
      node.kind === 'group' ? [node.wildcard, ...node.types.map((type) => type.event_type)] : [node.event_type],
    ),
  );
  return patterns.filter((pattern) => pattern !== EVERYTHING && !rows.has(pattern));
}

function isWholeGroup(patterns: readonly string[], group: EventTypeGroup): boolean {
  return patterns.includes(EVERYTHING) || patterns.includes(group.wildcard);
}

/** Writes `*` out as every row of the tree, so that one of them can be taken away. */
function withoutEverything(patterns: readonly string[], tree: readonly EventTypeNode[]): string[] {
  if (!patterns.includes(EVERYTHING)) return [...patterns];
  const rows = tree.map((node) => (node.kind === 'group' ? node.wildcard : node.event_type));
  return addPatterns(rows, patterns.filter((pattern) => pattern !== EVERYTHING));
}

function isInside(group: EventTypeGroup, pattern: string): boolean {
  const prefix = group.wildcard.slice(0, -1);
  return pattern !== group.wildcard && pattern.startsWith(prefix);
}
