/** Which panels are shown, what the bottom one shows, and how wide each is. */
import { create } from 'zustand';

export type BottomView = 'problems' | 'history';

export interface Layout {
  readonly layers: boolean;
  readonly effective: boolean;
  readonly bottom: boolean;
  readonly bottomView: BottomView;
  readonly defaults: boolean;
  /** Notes behind values in the editor. */
  readonly hints: boolean;
  /** Pixels by the panel's name, of those the user resized. */
  readonly sizes: Readonly<Record<string, number>>;
}

export const defaultLayout: Layout = {
  layers: true,
  effective: true,
  bottom: true,
  bottomView: 'problems',
  defaults: true,
  hints: true,
  sizes: {},
};

export const useLayout = create<Layout>(() => defaultLayout);

/** Shows a bottom view; hides the panel when that view is in front already. */
export function toggleBottom(view: BottomView): void {
  const { bottom, bottomView } = useLayout.getState();
  useLayout.setState({ bottom: !(bottom && bottomView === view), bottomView: view });
}

export function showBottom(view: BottomView): void {
  useLayout.setState({ bottom: true, bottomView: view });
}
