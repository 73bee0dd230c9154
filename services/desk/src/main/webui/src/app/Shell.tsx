import { Cable, HeartHandshake, Inbox, TrendingUp } from 'lucide-react';
import { Link, Outlet, useLocation } from 'react-router';
import { useInboxCounts } from '../inbox/useInbox';
import { Offers } from '../inbox/Offers';
import { ConnectionBanner } from '../live/ConnectionBanner';
import { AccountMenu } from '../session/AccountMenu';
import { PresenceMenu } from '../session/PresenceMenu';
import { useSession } from '../session/useSession';
import { Brand } from './Brand';
import { Shortcuts } from './Shortcuts';
import { ThemeMenu } from './ThemeMenu';
import classes from './Shell.module.css';

const places = [
  { to: '/inbox', label: 'Inbox', icon: Inbox, also: '/conversations' },
  { to: '/care', label: 'Care', icon: HeartHandshake },
  { to: '/experience', label: 'Experience', icon: TrendingUp },
  { to: '/admin/channels', label: 'Channels', icon: Cable, role: 'admin' as const },
];

/** The frame around every page: header, navigation (at the bottom of a phone), offers, and the page itself. */
export function Shell() {
  const counts = useInboxCounts();
  const { pathname } = useLocation();
  const { roles } = useSession().account;
  return (
    <div className={classes.shell}>
      <a href="#main" className={classes.skip}>
        Skip to content
      </a>
      <header className={classes.header}>
        <div className={classes.start}>
          <Brand />
        </div>
        <nav className={classes.nav} aria-label="Main">
          {places.filter(({ role }) => !role || roles.includes(role)).map(({ to, label, icon: Icon, also }) => (
            <Link
              key={to}
              to={to}
              aria-current={pathname.startsWith(to) || (also && pathname.startsWith(also)) ? 'page' : undefined}
            >
              <Icon size={18} aria-hidden />
              <span>{label}</span>
              {to === '/inbox' && counts !== undefined && counts.mine > 0 && (
                <span className={classes.count} aria-hidden>
                  {counts.mine}
                </span>
              )}
            </Link>
          ))}
        </nav>
        <div className={classes.tools}>
          <PresenceMenu />
          <ThemeMenu />
          <AccountMenu />
        </div>
      </header>
      <div className={classes.strips}>
        <ConnectionBanner />
        <Offers />
      </div>
      <main id="main" tabIndex={-1} className={classes.main}>
        <Outlet />
      </main>
      <Shortcuts />
    </div>
  );
}
