/** Marks of a map that would cover each other are moved apart, so that each can be pressed. */

/** A round mark: its middle and radius in pixels. */
export interface Mark {
  x: number;
  y: number;
  radius: number;
}

const GAP = 2; // pixels between two marks
const ROUNDS = 80; // enough for a hundred marks in one spot

/** Moves marks by as little as it takes; the same marks always end in the same places. */
export function partMarks(marks: Mark[]): void {
  for (let round = 0; round < ROUNDS; round += 1) {
    if (!pushAll(marks)) return;
  }
}

function pushAll(marks: Mark[]): boolean {
  let pushed = false;
  marks.forEach((one, at) => {
    for (const other of marks.slice(at + 1)) pushed = push(one, other, at) || pushed;
  });
  return pushed;
}

/** Half of the way each; marks in one spot part in the direction of their turn. */
function push(one: Mark, other: Mark, turn: number): boolean {
  const least = one.radius + other.radius + GAP;
  const [dx, dy] = [other.x - one.x, other.y - one.y];
  const apart = Math.hypot(dx, dy);
  if (apart >= least - 0.1) return false;
  const [east, south] = apart ? [dx / apart, dy / apart] : [Math.cos(turn), Math.sin(turn)];
  const step = (least - apart) / 2;
  one.x -= east * step;
  one.y -= south * step;
  other.x += east * step;
  other.y += south * step;
  return true;
}
