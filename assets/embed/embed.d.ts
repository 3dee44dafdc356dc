// What embed.js and policy-match-element.js offer to a host page, and the messages between host and frame. See
// docs/embedding.md. The version of the messages is 1: new fields and types may come, these stay as they are.

/**
 * What a host may set: the data attributes without `data-`, and the parameters of the page's address. An empty text is the
 * default again. Once the person has told something, `region`, `industry` and further `locked` places are left out.
 */
export interface PolicyMatchSettings {
  /** Code (GB/T 2260) or Chinese name of a region: "440100", "广州市". */
  region?: string;
  /** Code (GB/T 4754, down to the class) or Chinese name of an industry: "C13", "F5281". */
  industry?: string;
  /** Which of the two the person cannot change: "region", "industry", "region,industry". */
  locked?: string;
  lang?: "" | "zh" | "zh-TW" | "en";
  /** Whether the type is larger, as by the button of the page's header. */
  large?: "" | "yes" | "no";
  theme?: "" | "auto" | "light" | "dark";
  /** "#0b57a4"; darkened or lightened until it has the contrast that WCAG 2.2 asks for. */
  accent?: string;
  /** "0.8" to "2". */
  "font-scale"?: string;
  /** Whether the host asks for the results. The person is asked, and nothing is sent before the answer. */
  results?: "" | "yes" | "no";
}

/** What can be set only when a frame is made. */
export interface PolicyMatchAddress extends PolicyMatchSettings {
  /** Ids of categories, such as "tax-fee,service": only their policies are shown. */
  categories?: string;
  /** The address of a catalogue to lay over the bundled one, as the site's page sees it; on the same origin. */
  catalogue?: string;
  /** A page that is shown alone: "size", "late-payment", "ladder", "services", "library", "policy/<id>", … */
  view?: string;
  /**
   * "yes": a frame of at most 1,200 pixels with the questions, the total, the first acts and a button that opens the rest
   * in a new tab, with the answers in the fragment of its address.
   */
  compact?: "" | "yes" | "no";
}

interface Message<Type extends string> {
  /** The version of the messages. */
  policyMatch: 1;
  /** The number of the frame, made anew for each. */
  frame: string;
  type: Type;
}

/** The page runs. */
export interface ReadyMessage extends Message<"ready"> { view: string }
/** The page is about so many CSS pixels high, rounded up to a hundred. */
export interface HeightMessage extends Message<"height"> { px: number }
/** Another view is open: "start", "library", "policy"; with the id, "policy/<id>", only if the host may hear of the results. */
export interface NavigateMessage extends Message<"navigate"> { view: string }
/** The person follows a link in this view: where the host is now, there it goes after Back. */
export interface LeaveMessage extends Message<"leave"> { view: string }
/** The person went back to this view, and the frame is as high as it again. */
export interface PlaceMessage extends Message<"place"> { view: string }
/** The page did not start or has stopped; the causes are those of the failure screen, such as "unreachable". */
export interface ErrorMessage extends Message<"error"> { cause: string }
/** How many policies fit and which. Sent only when the host asked and the person agreed. */
export interface ResultsMessage extends Message<"results"> {
  counts: Record<ResultGroup, number>;
  policies: Record<ResultGroup, string[]>;
}
export type ResultGroup = "use_now" | "may_use" | "near_miss";

/** From the frame to its host. */
export type FrameMessage = ReadyMessage | HeightMessage | NavigateMessage | LeaveMessage | PlaceMessage | ErrorMessage | ResultsMessage;

/** From the host to a frame. */
export type HostMessage =
  | (Message<"settings"> & { settings: PolicyMatchSettings })
  | Message<"focus">
  | Message<"print">;

/**
 * What a host can do with a frame that embed.js made: `iframe.policyMatch`. Kept until the frame is ready; settings also
 * for when it starts anew, as when it is moved.
 */
export interface PolicyMatchFrame {
  settings(settings: PolicyMatchSettings): void;
  /** Moves the focus to the page's heading. */
  focus(): void;
  /** Opens the print dialog, at most once in five seconds. */
  print(): void;
}

/** The element `<policy-match>`. */
export interface PolicyMatchElement extends HTMLElement {
  /** The frame, while the element is in the page and knows its site. */
  readonly frame: PolicyMatchIFrame | null;
  settings(settings: PolicyMatchSettings): void;
  focusPage(): void;
  printPage(): void;
}

export interface PolicyMatchIFrame extends HTMLIFrameElement {
  policyMatch: PolicyMatchFrame;
}

/** Dispatched on the frame; they bubble. */
export interface PolicyMatchEvents {
  "policy-match:ready": CustomEvent<ReadyMessage>;
  "policy-match:height": CustomEvent<HeightMessage>;
  "policy-match:navigate": CustomEvent<NavigateMessage>;
  "policy-match:leave": CustomEvent<LeaveMessage>;
  "policy-match:place": CustomEvent<PlaceMessage>;
  "policy-match:error": CustomEvent<ErrorMessage>;
  "policy-match:results": CustomEvent<ResultsMessage>;
}

declare global {
  interface HTMLElementTagNameMap { "policy-match": PolicyMatchElement }
  interface HTMLElementEventMap extends PolicyMatchEvents {}
}
