import {tlsFaults} from './act.ts';
import {ruleStages} from './rule.ts';

/** Both spellings of a rule, for `--help` and the README: plain text of at most 80 columns. */
export const misbehaviourHelp: string = `A rule names a stage, then what goes wrong there, then on whom and how often:

  rcpt: 550 5.1.1 No such user         say this in place of 250
  rcpt: greylist 2m                    4xx until 2 minutes after the first try
  rcpt: greylist 2 tries "450 Later"   4xx to the first two tries, so worded
  mail: delay 5s first 3               wait before the answer, three times
  message: "451 4.3.0 Later" every 2   quoted, as more comes after the reply
  data: drop chance 0.3                close, by chance, in three of ten cases
  auth: reset for nas@*                break off (RST) for a login or an address
  greeting: silence from 192.0.2.0/24  say nothing more to clients from there
  any: throttle 200                    at most so many octets a second
  tls: expired                         show a certificate with this fault

stages      ${ruleStages.slice(0, -1).join(', ')}
            (what follows the text), any (every one of them), or tls
done there  a REPLY (4xx, 5xx, or the stage's own such as 250 in other words),
            delay TIME, throttle OCTETS, greylist TIME | N tries [REPLY],
            drop, reset, silence
tls faults  ${tlsFaults.slice(0, 5).join(', ')},
            ${tlsFaults.slice(5).join(', ')}
narrowed    first N, every N, chance X, for LOGIN-OR-ADDRESS, from NETWORK

The first rule that says something or breaks off decides; delays before it add
up. Times are such as 500ms, 5s, 2m or 1h. The same as a file, with a seed by
which the chances can be had again:

  seed: 20261122
  rules:
    - {at: rcpt, say: 550 5.1.1 No such user, for: '*@example.org'}
    - {at: rcpt, greylist: {for: 2m, say: 450 4.7.1 Later}}
    - {at: mail, delay: 5s, throttle: 200, first: 3}
    - {at: data, then: drop, chance: 0.3, from-source: 192.0.2.0/24}
    - {tls: expired, every: 2}
`;
