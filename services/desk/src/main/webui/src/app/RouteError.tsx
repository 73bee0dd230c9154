import { useRouteError } from 'react-router';
import { ErrorNotice } from '../ui/ErrorNotice';

/** The last net: a page that could not be loaded (often after an update of the desk) or drawn. */
export function RouteError() {
  const error = useRouteError();
  return <ErrorNotice error={error} onRetry={() => window.location.reload()} />;
}
