import type {Reply} from '../smtp.ts';

/** Numbers of the registry that Microsoft uses for an address which does not exist, with the cause that they name there. */
const borrowed: Readonly<Record<string, string>> = {'5.1.10': 'mx.null', '5.4.1': 'mx.unreachable'};

/** The meaning of a reply's status by its RFC, unless the words of the reply were found to say something else. */
export const statusMeaning = (
	meaning: string | undefined,
	{enhanced = ''}: Reply,
	cause: string | undefined,
): string | undefined => {
	const named = borrowed[enhanced];
	return cause !== undefined && named !== undefined && named !== cause ? undefined : meaning;
};
