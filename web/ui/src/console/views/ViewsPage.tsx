import "./views.css";
import { ActionIcon, Button, Icon } from "@kit";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "wouter";
import { useToasts } from "../frame/toasts.tsx";
import { SORTS } from "../inbox/queue.ts";
import { ListPage } from "../ListPage.tsx";
import { SETTINGS } from "../PageHead.tsx";
import { sayProblem } from "../problems.ts";
import { useTexts } from "../texts.ts";
import { type View, views as viewsApi } from "./api.ts";
import { useViewsTexts } from "./texts.ts";

/** The saved views in their order: moved by buttons, which dragging in the menu does too. */
export default function ViewsPage() {
  const t = useViewsTexts();
  const { t: common } = useTexts();
  const client = useQueryClient();
  const { say, fail } = useToasts();
  const query = useQuery({ queryKey: ["views"], queryFn: ({ signal }) => viewsApi.list(signal) });
  const views = query.data ?? [];
  const renew = () => client.invalidateQueries({ queryKey: ["views"] });
  const move = async (at: number, by: 1 | -1) => {
    const next = [...views];
    const [moved] = next.splice(at, 1);
    if (!moved) return;
    next.splice(at + by, 0, moved);
    client.setQueryData(["views"], next);
    await viewsApi.order(next.map((view) => view.id)).catch((error: unknown) => fail(sayProblem(error, common)));
    await renew();
  };
  const remove = async (view: View) => {
    try {
      await viewsApi.remove(view.id);
      await renew();
      const { name, filter, sort, columns, shared } = view;
      say(t("views.removed", { name }), () => void viewsApi.create({ name, filter, sort, columns: columns ?? [], shared }).then(renew));
    } catch (error) {
      fail(sayProblem(error, common));
    }
  };
  return (
    <ListPage
      title={t("views.title")}
      back={SETTINGS}
      lead={t("views.lead")}
      act={
        <Button component={Link} href="/all" variant="filled" leftSection={<Icon name="plus" />}>
          {t("views.new")}
        </Button>
      }
      query={query}
      empty={query.data && views.length === 0 ? { icon: "filter", title: t("views.empty"), detail: t("views.empty_detail") } : null}
      head={
        <>
          <th>{t("views.col.name")}</th>
          <th>{t("views.col.shared")}</th>
          <th>{t("views.col.sort")}</th>
          <th className="right">{t("views.col.count")}</th>
          <th>
            <span className="sr">{common("common.more")}</span>
          </th>
        </>
      }
    >
      {views.map((view, at) => (
        <tr key={view.id}>
          <td>
            <Link href={`/view/${view.id}`}>{view.name}</Link>
          </td>
          <td>{t(`views.shared.${view.shared.kind}`)}</td>
          <td>{common(`console.sort.${SORTS.find((sort) => sort === view.sort) ?? "deadline"}`)}</td>
          <td className="right num">{view.count ?? ""}</td>
          <td className="right">
            <span className="move">
              <ActionIcon aria-label={t("views.up", { name: view.name })} disabled={at === 0} onClick={() => void move(at, -1)}>
                <Icon name="up" size={16} />
              </ActionIcon>
              <ActionIcon
                aria-label={t("views.down", { name: view.name })}
                disabled={at === views.length - 1}
                onClick={() => void move(at, 1)}
              >
                <Icon name="down" size={16} />
              </ActionIcon>
              <Button
                size="xs"
                variant="danger"
                aria-label={t("views.remove_named", { name: view.name })}
                onClick={() => void remove(view)}
              >
                {t("views.remove")}
              </Button>
            </span>
          </td>
        </tr>
      ))}
    </ListPage>
  );
}
