import { useTunnel } from '../../data/tunnel';
import { Dot } from '../../design/Dot';
import { TunnelMenu } from './TunnelMenu';
import { tunnelWords } from './tunnelWords';

/** The receiver's public URL in the status bar, and what can be done about it. */
export function TunnelPart({ className }: { className?: string | undefined }) {
  const { text, tone, title } = tunnelWords(useTunnel().data);
  return (
    <TunnelMenu
      trigger={
        <button type="button" className={className} title={title}>
          <Dot tone={tone} />
          {text}
        </button>
      }
    />
  );
}
