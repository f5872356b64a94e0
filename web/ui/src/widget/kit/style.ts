export { style } from "../panel.ts";
