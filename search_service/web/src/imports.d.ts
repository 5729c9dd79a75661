/** What build_imports.mjs makes importable. */
declare module "messages:*" {
  const texts: Record<string, Record<string, string>>;
  export default texts;
}
declare module "style:*" {
  const css: string;
  export default css;
}
declare module "part:*" {
  const part: { url: string; integrity: string };
  export default part;
}
declare module "towns:*" {
  const towns: [string, string, number, number][];
  export default towns;
}
