declare namespace App {
  /** What is at the path of a page, what surrounds it, and its words. */
  interface Locals { at: import("./lib/cms").Shown; site: import("./lib/cms").Site; say: import("./lib/words").Say }
}
