import "./SignIn.css";
import { Button, Icon, TextInput } from "@kit";
import { PasswordInput, SegmentedControl } from "@kit/fields";
import { Problem } from "@shared/problem.ts";
import { type FormEvent, useRef, useState } from "react";
import { type SessionAnswer, session } from "./api.ts";
import { setPrefs } from "./prefs.ts";
import { useTexts } from "./texts.ts";

export interface SignInProps {
  readonly onSignedIn: (answer: SessionAnswer) => void;
}

export default function SignIn({ onSignedIn }: SignInProps) {
  const { t, lang } = useTexts();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [missing, setMissing] = useState(false);
  const [error, setError] = useState("");
  const [busy, setBusy] = useState(false);
  const emailField = useRef<HTMLInputElement>(null);
  const passwordField = useRef<HTMLInputElement>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setMissing(true);
    setError("");
    if (!email.trim()) return emailField.current?.focus();
    if (!password) return passwordField.current?.focus();
    setBusy(true);
    try {
      onSignedIn(await session.signIn(email.trim(), password));
    } catch (problem) {
      setError(problem instanceof Problem && problem.status > 0 ? problem.message : t("console.error.offline"));
      passwordField.current?.focus();
    } finally {
      setBusy(false);
    }
  };

  return (
    <main className="signin">
      <div>
        <form onSubmit={submit} noValidate>
          <h1>{t("console.signin.title")}</h1>
          <p className="signin-lead">{t("console.signin.lead")}</p>
          {error ? (
            <div className="form-error" role="alert">
              <Icon name="alert" />
              {error}
            </div>
          ) : null}
          <TextInput
            ref={emailField}
            label={t("console.signin.email")}
            type="email"
            autoComplete="username"
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
            error={missing && !email.trim() ? t("console.signin.email_missing") : undefined}
          />
          <PasswordInput
            ref={passwordField}
            label={t("console.signin.password")}
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            visibilityToggleButtonProps={{ "aria-label": t("console.signin.show_password") }}
            error={missing && !password ? t("console.signin.password_missing") : undefined}
          />
          <Button type="submit" variant="filled" loading={busy}>
            {t("console.signin.submit")}
          </Button>
          <div className="signin-foot">
            <SegmentedControl
              aria-label={t("common.language")}
              value={lang}
              onChange={(value) => setPrefs({ lang: value === "en" ? "en" : "ko" })}
              data={[
                { value: "ko", label: t("common.language.ko") },
                { value: "en", label: t("common.language.en") },
              ]}
            />
          </div>
        </form>
      </div>
    </main>
  );
}
