import { part } from "../kit/part.tsx";

export default part(() => null);
