// Fields that the queue does not need: their styles come with the page that uses them.
import "@mantine/core/styles/Pill.layer.css";
import "@mantine/core/styles/PillsInput.layer.css";
import "@mantine/core/styles/Combobox.layer.css";
import "@mantine/core/styles/ScrollArea.layer.css";
import "@mantine/core/styles/FloatingIndicator.layer.css";
import "@mantine/core/styles/SegmentedControl.layer.css";
import "@mantine/core/styles/PasswordInput.layer.css";
import "./fields.css";

export { PasswordInput, SegmentedControl, TagsInput } from "@mantine/core";
