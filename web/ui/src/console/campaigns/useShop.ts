import { phone } from "@shared/fmt.ts";
import { useQuery } from "@tanstack/react-query";
import { useSession } from "../session.tsx";
import { useTexts } from "../texts.ts";
import { settings } from "./api.ts";

export interface Shop {
  readonly name: string;
  readonly sender: string;
  readonly smsFrom: string;
  readonly optOut: string;
}

/** The sender as the recipients see it; who may not read the settings sees the names of the fields. */
export function useShop(): Shop {
  const { t } = useTexts();
  const { can, shopName } = useSession();
  const { data } = useQuery({
    queryKey: ["settings", "shop"],
    queryFn: () => settings.shop(),
    enabled: can("settings:read"),
    staleTime: 60_000,
  });
  return {
    name: data?.name || shopName,
    sender: data?.sender_email ? `${data.sender_name || data.name} <${data.sender_email}>` : shopName,
    smsFrom: data?.sms_from ? phone(data.sms_from) : t("console.campaigns.sms_from"),
    optOut: data?.opt_out_080 ? phone(data.opt_out_080) : t("console.campaigns.opt_out_number"),
  };
}
