import { Button, Chip, Icon } from "@kit";
import { number as grouped, won } from "@shared/fmt.ts";
import { Hint, useAriaKeys } from "../../frame/Hint.tsx";
import { useSession } from "../../session.tsx";
import { useTexts } from "../../texts.ts";
import { When } from "../../When.tsx";
import { useShopper } from "../useShopper.ts";

/** What the shopper looks at in the shop, and the block. */
export function ShopperCard({ conversation }: { conversation: string }) {
  const { t, lang } = useTexts();
  const { can } = useSession();
  const { context, block, unblock } = useShopper(conversation);
  const keys = useAriaKeys();
  if (!context) return null;
  const { looking, blocked } = context;
  return (
    <section className="card">
      <h3>{t("console.side.looking")}</h3>
      {looking ? (
        <>
          <div className="pair">
            <span>{looking.title || looking.page}</span>
            <span className="num">
              <When at={looking.at} />
            </span>
          </div>
          {looking.product?.title ? (
            <div className="pair">
              <span>{looking.product.title === looking.title ? t("console.side.price") : looking.product.title}</span>
              <span className="num">{looking.product.price ? won(looking.product.price, lang) : null}</span>
            </div>
          ) : null}
          {looking.cart ? (
            <div className="pair">
              <span>{t("console.side.cart", { n: grouped(looking.cart.count ?? 0) })}</span>
              <span className="num">{won(looking.cart.total, lang)}</span>
            </div>
          ) : null}
          <p className="meta">{t("console.side.looking_hint")}</p>
        </>
      ) : (
        <p className="meta">{t("console.side.looking_none")}</p>
      )}
      {blocked ? (
        <div className="pair">
          <Chip tone="bad" icon="lock">
            {t("console.side.blocked", { name: blocked.by })}
          </Chip>
          {can("tickets:write") ? (
            <Button size="xs" onClick={() => void unblock()}>
              {t("console.side.unblock")}
            </Button>
          ) : null}
        </div>
      ) : can("tickets:write") ? (
        <Button
          size="xs"
          mt={8}
          leftSection={<Icon name="lock" size={14} />}
          rightSection={<Hint id="block" />}
          {...keys("block")}
          onClick={() => void block()}
        >
          {t("console.side.block")}
        </Button>
      ) : null}
    </section>
  );
}
