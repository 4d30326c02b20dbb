/** Makes ids out of layer names: the same names give the same ids, and no id twice. */
export class LayerIds {
  readonly #taken = new Set<string>();

  next(name: string): string {
    const base =
      name
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, '-')
        .replace(/^-|-$/g, '') || 'layer';
    let id = base;
    for (let count = 2; this.#taken.has(id); count += 1) id = `${base}-${count}`;
    this.#taken.add(id);
    return id;
  }
}
