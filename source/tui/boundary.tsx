import {PureComponent, type ReactNode} from 'react';

type Props = {
	/** Something was thrown while the screen was made. */
	readonly fail: (error: unknown) => void;
	readonly children: ReactNode;
};

/**
 * Shows nothing where the screen cannot be made any more. Ink would draw what was thrown, source and all, which may hold
 * what is shown nowhere; it is told after the end instead, without secrets.
 */
export class Boundary extends PureComponent<Props, {readonly isBroken: boolean}> {
	static getDerivedStateFromError() {
		return {isBroken: true};
	}

	override state = {isBroken: false};

	override componentDidCatch(error: unknown): void {
		this.props.fail(error);
	}

	override render(): ReactNode {
		return this.state.isBroken ? null : this.props.children;
	}
}
