import type {HttpAnswer, HttpQuestion} from '../core/http.ts';
import type {Probe} from '../core/probe.ts';
import {failed} from '../core/result.ts';

export const httpProbe = (): Probe<HttpQuestion, HttpAnswer> => async () => failed({code: 'unexpected'});
