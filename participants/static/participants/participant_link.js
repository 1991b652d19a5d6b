/* A link to a participant in rich text, chosen in the registry's own chooser. */
(() => {
  const { draftail, React, wagtail } = window;

  class ParticipantSource extends draftail.ModalWorkflowSource {
    getChooserConfig() {
      return {
        url: this.props.entityType.chooserUrls.participantChooser,
        urlParams: {},
        onload: window.CHOOSER_MODAL_ONLOAD_HANDLERS,
        responses: { chosen: this.onChosen },
      };
    }

    // What is chosen carries its name as "string"; without a selected text the name is written.
    onChosen(chosen) {
      super.onChosen({ ...chosen, title: chosen.string });
    }

    filterEntityData({ id, title }) {
      return { id, name: title };
    }
  }

  const ParticipantLink = (props) => {
    const { name } = props.contentState.getEntity(props.entityKey).getData();
    const icon = React.createElement(wagtail.components.Icon, { name: 'site' });
    return React.createElement(draftail.TooltipEntity, { ...props, icon, label: name });
  };

  draftail.registerPlugin(
    { type: 'PARTICIPANT', source: ParticipantSource, decorator: ParticipantLink },
    'entityTypes',
  );
})();
