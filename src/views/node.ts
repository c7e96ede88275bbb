/** A row of a view as plain data: what the tree shows, says to a screen reader and copies. */

import type { PlaceView, SlotReference, WatchedSlot } from '../../debugger/protocol';

export interface ViewNode {
  /** The same for the same thing from run to run, so that what is open stays open. */
  readonly id: string;
  readonly label: string;
  /** Beside the label, dimmed. */
  readonly description?: string;
  /** Markdown. */
  readonly tooltip?: string;
  readonly icon?: NodeIcon;
  /** What a screen reader says instead of label and description. */
  readonly accessibleLabel?: string;
  /** What "Copy Value" copies. */
  readonly copy?: string;
  /** What can be watched, where the row is of a slot of storage or of a map of them. */
  readonly slot?: SlotReference;
  /** How it is watched. */
  readonly watched?: WatchedSlot['accessType'];
  /** Steps since boot when it was so: what "Go Back to This" goes to. */
  readonly position?: number;
  /** The source line that a click opens. */
  readonly place?: PlaceView;
  readonly children?: readonly ViewNode[];
  /** Open when it is first seen. */
  readonly isExpanded?: boolean;
}

/** A codicon and, where it carries meaning, a theme colour. */
export interface NodeIcon {
  readonly name: string;
  readonly color?: string;
}

/** A named value without rows below it. */
export function leaf(
  id: string,
  label: string,
  text: string,
  rest: Partial<ViewNode> = {},
): ViewNode {
  return {
    id,
    label,
    description: text,
    copy: text,
    accessibleLabel: `${label}: ${text}`,
    ...rest,
  };
}
