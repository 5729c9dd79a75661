/** `<lahella-listings>`: the listings of an area, a theme, an organisation, as a list. */
import type { Asked } from "./asked";
import { ResultPanel } from "./result_panel";
import type { Say } from "./texts";
import { define, Widget } from "./widget";

class Listings extends Widget {
  private panel: ResultPanel | undefined;

  protected draw(room: HTMLElement, asked: Asked, say: Say): void {
    this.panel = new ResultPanel(asked, say);
    room.append(this.panel.element);
    this.panel.show(asked.search);
  }

  protected leave(): void {
    this.panel?.stop();
  }
}

define("lahella-listings", Listings);
