// The controls the console may use; nothing outside kit/ imports Mantine. TagsInput, SegmentedControl and
// PasswordInput are in @kit/fields: the queue does not carry their styles.
export {
  ActionIcon,
  Button,
  Drawer,
  Menu,
  Modal,
  NativeSelect,
  Skeleton,
  Textarea,
  TextInput,
  Tooltip,
} from "@mantine/core";
export { Avatar, type AvatarProps } from "./Avatar.tsx";
export { Chip, type ChipTone } from "./Chip.tsx";
export { useDelayed } from "./delayed.ts";
export { Icon, type IconName } from "./icons.tsx";
export { Keys } from "./Keys.tsx";
export { Progress } from "./Progress.tsx";
export { type Emptiness, StateView, type StateViewProps } from "./StateView.tsx";
export { Kit } from "./theme.tsx";
