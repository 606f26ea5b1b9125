import type {Reporter} from '../core/reporter.ts';
import {json} from './json.ts';
import {ndjson} from './ndjson.ts';
import {text} from './text.ts';
import {transcript} from './transcript.ts';

export const reporters: readonly Reporter[] = [text, transcript, json, ndjson];
