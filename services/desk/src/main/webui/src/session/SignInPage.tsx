import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Navigate, useSearchParams } from 'react-router';
import { sessionQuery } from '../api/queries';
import { Problem } from '../api/problem';
import { Brand } from '../app/Brand';
import { usePageTitle } from '../app/usePageTitle';
import { ErrorNotice } from '../ui/ErrorNotice';
import { nextPath } from './nextPath';
import { useSignIn } from './useSession';
import classes from './SignInPage.module.css';

export function SignInPage() {
  usePageTitle('Sign in');
  const [search] = useSearchParams();
  const { data: session } = useQuery(sessionQuery);
  const signIn = useSignIn();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');

  if (session) return <Navigate to={nextPath(search.get('next'))} replace />;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate({ email: email.trim(), password });
  };
  return (
    <main className={classes.page}>
      <div className={classes.card}>
        <Brand size={30} />
        <h1 className={classes.title}>Sign in</h1>
        <p className={classes.intro}>Serve, care for and understand your customers, on every channel at once.</p>
        <form onSubmit={submit} className={classes.form}>
          <TextInput
            label="Email"
            type="email"
            name="email"
            autoComplete="username"
            required
            withAsterisk={false}
            size="md"
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <PasswordInput
            label="Password"
            name="password"
            autoComplete="current-password"
            required
            withAsterisk={false}
            size="md"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            visibilityToggleButtonProps={{ 'aria-label': 'Show what I type' }}
          />
          {signIn.error && <ErrorNotice error={refusal(signIn.error)} inline />}
          <Button type="submit" size="md" loading={signIn.isPending} fullWidth>
            Sign in
          </Button>
        </form>
        <p className={classes.hint}>
          On a local installation, <code>./rapport up</code> prints the demo accounts and their password.
        </p>
      </div>
    </main>
  );
}

/** Here, 401 means wrong credentials and not an ended session. */
function refusal(error: Error): Error {
  return error instanceof Problem && error.status === 401
    ? new Problem(401, 'Not signed in', 'That email and password do not belong together. Check both, then try again.')
    : error;
}
