/** The elements that match, `part` itself included: a swapped fragment may be the island. */
export function find<E extends Element>(part: Element, selector: string): E[] {
  const inside = [...part.querySelectorAll<E>(selector)];
  return part.matches(selector) ? [part as E, ...inside] : inside;
}

/** The typed input of an island: the JSON data block inside it. */
export function readData<T>(island: Element): T {
  const block = island.querySelector('script[type="application/json"]');
  if (!block?.textContent) throw new Error(`The island #${island.id} has no data block.`);
  return JSON.parse(block.textContent) as T;
}
